using System.Collections.Concurrent;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics;
using Fidelis.Statistics.Kernels;

namespace Fidelis.Metrics;

/// <summary>The Kernel Inception Distance: the squared maximum mean discrepancy of the features, unbiased, averaged over random subsets.</summary>
/// <remarks>
/// M. Bińkowski et al., Demystifying MMD GANs, 2018, section 4. Subsets are drawn as torch-fidelity draws them, whose first input is the
/// generated set: from one <c>RandomState</c>, for each subset the generated images and then the reference's, without replacement. Its float32
/// sums are matched to 1e-6; ours are float64.
/// </remarks>
public sealed class KernelInceptionDistance : ISetMetric
{
    /// <summary>The most images of a set in a block of TF-GAN's.</summary>
    private const int LargestBlock = 1024;

    /// <summary>Subsets that are drawn and summed together.</summary>
    private const int BatchSize = 512;

    /// <summary>What the evaluation of a kernel costs, in additions of a product.</summary>
    private const double EvaluationCost = 128;

    /// <summary>What one more term in the sum of a subset costs, likewise.</summary>
    private const double TermCost = 40;

    /// <summary>What it costs to copy a feature into a subset and to pack it, likewise.</summary>
    private const double CopyCost = 90;

    private static readonly MetricOptions<KernelInceptionDistanceOptions> Options = new MetricOptions<KernelInceptionDistanceOptions>(new KernelInceptionDistanceOptions())
        .Choice(
            "convention",
            "Whose subsets: torch-fidelity draws them at random, tf-gan cuts the sets, in their order, into blocks of at most 1,024 images.",
            [("torch-fidelity", KernelInceptionDistanceConvention.TorchFidelity), ("tf-gan", KernelInceptionDistanceConvention.TfGan)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .WholeNumber("subsets", "The random subsets over which the score is the mean.", 1, 1_000_000, options => options.Subsets, (options, value) => options with { Subsets = value })
        .WholeNumberOr("subset-size", "The images of each set in a subset: it, or the smaller set's number where that is less; all takes all images once.", 2, 1_000_000_000, "all", options => options.SubsetSize, (options, value) => options with { SubsetSize = value })
        .Seed("seed", "Seed of NumPy's RandomState that draws the subsets.", options => options.Seed, (options, value) => options with { Seed = value })
        .Choice("kernel", "The kernel: the polynomial (gamma x'y + coefficient)^degree, or the Gaussian exp(-|x - y|^2 / 2 sigma^2).", [("poly", DiscrepancyKernel.Polynomial), ("rbf", DiscrepancyKernel.Gaussian)], options => options.Kernel, (options, value) => options with { Kernel = value })
        .WholeNumber("degree", "The degree of the polynomial kernel.", 1, 10, options => options.Degree, (options, value) => options with { Degree = value })
        .NumberOr("gamma", "The factor of the product in the polynomial kernel; auto is 1 over the number of features.", 1e-12, 1e12, "auto", options => options.Gamma, (options, value) => options with { Gamma = value })
        .Number("coefficient", "The constant of the polynomial kernel.", 0, 1e12, options => options.Coefficient, (options, value) => options with { Coefficient = value })
        .Number("sigma", "The width of the Gaussian kernel.", 1e-6, 1e12, options => options.Sigma, (options, value) => options with { Sigma = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "kid",
        Name = "Kernel Inception Distance",
        Meaning = "How far the features of the generated images lie from those of the reference in all their moments up to the third; unbiased, so that few images serve and equal laws score 0 on average.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "(-infinity, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Unbiasedness,
        Reference = "Bińkowski et al. 2018, Demystifying MMD GANs, arXiv:1801.01401",
        IsDistance = true,
        FloorRate = 1,
        Options = Options,
        MinimumImageCount = 2,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        KernelInceptionDistanceOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "KID", Descriptor.MinimumImageCount);
        IKernel kernel = options.Kernel == DiscrepancyKernel.Gaussian
            ? new GaussianKernel(options.Sigma, normalised: false)
            : new PolynomialKernel(options.Degree, options.Gamma ?? 1.0 / pair.Reference.Columns, options.Coefficient);
        int n1 = (int)pair.Reference.RowCount;
        int n2 = (int)pair.Generated.RowCount;
        MetricScore score = (options.Convention, options.SubsetSize) switch
        {
            (KernelInceptionDistanceConvention.TfGan, _) => OverBlocks(pair, kernel),
            (_, { } size) => OverSubsets(pair, kernel, options, Math.Min(size, Math.Min(n1, n2))),
            _ => OverAll(KernelSummation.Of(pair.Reference, pair.Generated, kernel), n1, n2),
        };
        if (!double.IsFinite(score.Value))
        {
            throw new InputException($"KID of '{reference.Name}' and '{generated.Name}' is beyond the largest number: their features are too large to be those of images.");
        }

        return score;
    }

    private static MetricScore OverAll(KernelSums sums, int n1, int n2) => Score(
        sums.Whole.Discrepancy(n1, n2),
        n1 < DiscrepancyVariance.MinimumCount || n2 < DiscrepancyVariance.MinimumCount ? null : DiscrepancyError.Of(DiscrepancyVariance.Of(sums), n1, n2),
        []);

    /// <summary>The blocks are independent, and their mean has the sum of their variances over the square of their number.</summary>
    private static MetricScore OverBlocks(FeaturePair pair, IKernel kernel)
    {
        int n1 = (int)pair.Reference.RowCount;
        int n2 = (int)pair.Generated.RowCount;
        int count = (Math.Max(n1, n2) + LargestBlock - 1) / LargestBlock;
        if (Math.Min(n1, n2) / count < 2)
        {
            throw new InputException(
                $"KID in the {count} blocks of TF-GAN needs 2 images of each set in a block, but one set has {Math.Min(n1, n2)} images and the other {Math.Max(n1, n2)}: take kid.convention=torch-fidelity.");
        }

        double[] values = new double[count];
        List<DiscrepancyVariance> parts = [];
        (int Reference, int Generated)[] sizes = new (int, int)[count];
        for (int block = 0; block < count; block++)
        {
            FeatureMatrix reference = Block(pair.Reference, count, block);
            FeatureMatrix generated = Block(pair.Generated, count, block);
            sizes[block] = ((int)reference.RowCount, (int)generated.RowCount);
            KernelSums sums = KernelSummation.Of(reference, generated, kernel);
            values[block] = sums.Whole.Discrepancy(reference.RowCount, generated.RowCount);
            AddParts(parts, sums);
        }

        double mean = values.Average();
        Dictionary<string, double> details = new() { ["blocks"] = count };
        if (count > 1)
        {
            // TF-GAN's own standard error, of so many values as there are blocks: ours knows the variance of each.
            details.Add("errorOfBlocks", Math.Sqrt(InfluenceVariance.OfMean(values)));
        }

        if (parts.Count < count)
        {
            return Score(mean, null, details);
        }

        DiscrepancyVariance variance = DiscrepancyVariance.Average(parts);
        double share = 1.0 / count / count;
        return Score(mean, new DiscrepancyError(sizes.Sum(size => variance.OfMeans(size.Reference, size.Generated)) * share, sizes.Sum(size => variance.OfPairs(size.Reference, size.Generated)) * share), details);
    }

    /// <summary>Cuts a block out of a set: n / count images, rounded down, and in the last blocks one more.</summary>
    private static FeatureMatrix Block(FeatureMatrix features, int count, int block)
    {
        long size = features.RowCount / count;
        long firstLarger = count - (features.RowCount % count);
        long first = (block * size) + Math.Max(block - firstLarger, 0);
        return features.Select([.. Enumerable.Range(0, (int)(size + (block >= firstLarger ? 1 : 0))).Select(row => first + row)]);
    }

    private static MetricScore OverSubsets(FeaturePair pair, IKernel kernel, KernelInceptionDistanceOptions options, int size)
    {
        int n1 = (int)pair.Reference.RowCount;
        int n2 = (int)pair.Generated.RowCount;
        NumpyRandomState random = new(options.Seed);
        double[] values = new double[options.Subsets];
        List<DiscrepancyVariance> parts = [];
        ConcurrentBag<FeaturePair> idle = [];
        for (int first = 0; first < values.Length; first += BatchSize)
        {
            int count = Math.Min(BatchSize, values.Length - first);
            int[][] referenceRows = new int[count][];
            int[][] generatedRows = new int[count][];
            for (int s = 0; s < count; s++)
            {
                generatedRows[s] = random.Choice(n2, size);
                referenceRows[s] = random.Choice(n1, size);
            }

            Span<double> batch = values.AsSpan(first, count);
            if (WholeIsCheaper(n1 + (double)n2, size, pair.Reference.Columns, count))
            {
                KernelSums sums = KernelSummation.Of(pair.Reference, pair.Generated, kernel, referenceRows, generatedRows);
                for (int s = 0; s < count; s++)
                {
                    batch[s] = sums.Subsets[s].Discrepancy(size, size);
                }

                AddParts(parts, sums);
            }
            else
            {
                KernelSums[] sums = new KernelSums[count];
                Parallelism.For(count, s =>
                {
                    FeaturePair taken = idle.TryTake(out FeaturePair used) ? used : new FeaturePair(Room(pair.Reference, size), Room(pair.Generated, size));
                    Take(pair.Reference, referenceRows[s], taken.Reference);
                    Take(pair.Generated, generatedRows[s], taken.Generated);
                    sums[s] = KernelSummation.Of(taken.Reference, taken.Generated, kernel);
                    idle.Add(taken);
                });
                for (int s = 0; s < count; s++)
                {
                    batch[s] = sums[s].Whole.Discrepancy(size, size);
                    AddParts(parts, sums[s]);
                }
            }
        }

        return Score(values.Average(), parts.Count == 0 ? null : Error(DiscrepancyVariance.Average(parts), n1, n2, size, values.Length), Details(values, size));
    }

    /// <summary>
    /// The mean of S subsets is, for given images, the estimate from all of them plus a mean of S independent deviations, so that each part of its variance is
    /// var(n₁, n₂) + (var(m, m) - var(n₁, n₂)) / S, where var(m, m) is that of one subset.
    /// </summary>
    private static DiscrepancyError Error(DiscrepancyVariance variance, int n1, int n2, int size, int subsets)
    {
        DiscrepancyError all = DiscrepancyError.Of(variance, n1, n2);
        DiscrepancyError subset = DiscrepancyError.Of(variance, size, size);
        return new DiscrepancyError(all.OfMeans + ((subset.OfMeans - all.OfMeans) / subsets), all.OfPairs + ((subset.OfPairs - all.OfPairs) / subsets));
    }

    /// <summary>
    /// Compares both routes: the products of all pairs once, and a term for each pair of each subset; or the products of all pairs of each subset, which is
    /// copied first.
    /// </summary>
    private static bool WholeIsCheaper(double images, double size, double features, double subsets)
    {
        double pair = features + EvaluationCost;
        double pairsOfAll = images * images / 2;
        double pairsOfSubsets = subsets * 2 * size * size;
        return (pairsOfAll * pair) + (pairsOfSubsets * TermCost) <= (pairsOfSubsets * pair) + (subsets * 2 * size * features * CopyCost);
    }

    private static void AddParts(List<DiscrepancyVariance> parts, KernelSums sums)
    {
        if (Math.Min(sums.ReferenceRows.Length, sums.GeneratedRows.Length) >= DiscrepancyVariance.MinimumCount)
        {
            parts.Add(DiscrepancyVariance.Of(sums));
        }
    }

    private static FeatureMatrix Room(FeatureMatrix features, int rows) => new(features.Columns, new float[checked(rows * features.Columns)]);

    private static void Take(FeatureMatrix features, int[] rows, FeatureMatrix taken)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            features.Row(rows[i]).CopyTo(taken.WritableRow(i));
        }
    }

    private static Dictionary<string, double> Details(double[] values, int size)
    {
        // With the denominator S, as torch-fidelity and the authors' code have it. It is no standard error of the score.
        double mean = values.Average();
        return new Dictionary<string, double>
        {
            ["subsetSize"] = size,
            ["std"] = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length),
        };
    }

    private static MetricScore Score(double value, DiscrepancyError? error, Dictionary<string, double> details)
    {
        MetricScore score = new(value) { Details = details };
        return error is { } known
            ? score with { StandardError = known.StandardError, Interval = known.Around(value), IntervalMethod = "u-statistic" }
            : score with { WhyNoInterval = $"The error of KID needs at least {DiscrepancyVariance.MinimumCount} images in each set." };
    }
}
