using System.Globalization;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The Inception Score: exp of the mean divergence of p(y|x) from p(y), averaged over splits of the generated set.</summary>
/// <remarks>
/// T. Salimans et al., Improved Techniques for Training GANs, 2016, section 4. Split i of s takes the images [i·n/s, (i+1)·n/s), rounded
/// down, as the authors' code does, unless <see cref="InceptionScoreConvention.TorchMetrics"/> is asked for; the order is a permutation of NumPy's RandomState, as in torch-fidelity.
/// </remarks>
public sealed class InceptionScore : ISetMetric
{
    /// <summary>Further splits are drawn until their scatter has so many degrees of freedom, of which a normal quantile is right to 1 %.</summary>
    private const int WantedDegreesOfFreedom = 100;

    private const int MostDraws = 25;

    /// <summary>Images whose entropies are computed at a time by one thread.</summary>
    private const int BlockRows = 256;

    // Probabilities are float32 and sums of up to thousands of them: 1e-3 is far above their rounding and far below logits or counts.
    private const double SumTolerance = 1e-3;

    private static readonly MetricOptions<InceptionScoreOptions> Options = new MetricOptions<InceptionScoreOptions>(new InceptionScoreOptions())
        .Choice(
            "convention",
            "Whose splits: openai cuts at i n / splits, torchmetrics into splits of n / splits rounded up, with what is left in the last.",
            [("openai", InceptionScoreConvention.OpenAi), ("torchmetrics", InceptionScoreConvention.TorchMetrics)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .WholeNumber("splits", "The parts that the set is cut into; the score is the mean over them.", 1, 1_000_000, options => options.Splits, (options, value) => options with { Splits = value })
        .SeedOrNone("shuffle-seed", "Seed of NumPy's RandomState whose permutation orders the images before they are cut; none keeps their order.", options => options.ShuffleSeed, (options, value) => options with { ShuffleSeed = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "is",
        Name = "Inception Score",
        Meaning = "Whether each image is of a clear class and all classes occur; it never looks at the reference.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[1, number of classes]",
        Needs = MetricNeeds.Probabilities,
        Reference = "Salimans et al. 2016, Improved Techniques for Training GANs, arXiv:1606.03498",
        Options = Options,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(generated);
        return Compute(generated.Name, SampleRows.Of(generated.Probabilities), Options.Bind(settings));
    }

    /// <summary>Computes the score of probabilities in float64.</summary>
    internal static MetricScore Compute(string name, SampleRows probabilities, InceptionScoreOptions options)
    {
        int n = checked((int)probabilities.Count);
        if (n < options.Splits)
        {
            throw new InputException(
                $"The Inception Score in {options.Splits} splits needs at least {options.Splits} generated images, but '{name}' has {n}: choose fewer by --set is.splits=1.");
        }

        int[]? order = options.ShuffleSeed is { } seed ? new NumpyRandomState(seed).Permutation(n) : null;
        double[] entropies = Entropies(name, probabilities);
        int[] ends = options.Convention == InceptionScoreConvention.TorchMetrics ? EndsOfChunks(n, options.Splits) : Ends(n, options.Splits);
        int splits = ends.Length;
        Split[] parts = Split.Of(probabilities, entropies, order, ends);
        double[] scores = [.. parts.Select(part => part.Score)];
        double mean = scores.Average();
        bool isScattered = splits > 1 && options.ShuffleSeed is not null;
        double error = Math.Sqrt(isScattered
            ? VarianceOfDraws(probabilities, entropies, ends, options.ShuffleSeed!.Value)
            : parts.Sum(part => part.Variance(probabilities, order)) / splits / splits);
        Split whole = Split.Union(parts);
        Dictionary<string, double> details = new()
        {
            ["ceiling"] = probabilities.Dimension,
            ["marginalEntropy"] = whole.MarginalEntropy,
            ["conditionalEntropy"] = whole.ConditionalEntropy,
        };
        if (splits > 1)
        {
            // The deviation over splits, with the denominator s of the authors' code, or s - 1. It is no standard error of the score.
            int denominator = options.Convention == InceptionScoreConvention.TorchMetrics ? splits - 1 : splits;
            details.Add("std", Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / denominator));
        }

        return new MetricScore(mean)
        {
            StandardError = error,
            Interval = ScoreInterval.Around(mean, error, least: 1, greatest: probabilities.Dimension),
            IntervalMethod = isScattered ? "splits" : "influence",
            Details = details,
        };
    }

    /// <summary>Finds where the splits of the authors' code end: as 64-bit products, since i * n overflows 32 bits for large sets in many splits.</summary>
    private static int[] Ends(int n, int splits) => [.. Enumerable.Range(1, splits).Select(i => (int)((long)i * n / splits))];

    /// <summary>Finds where splits of equal size end, of which the last is cut off.</summary>
    private static int[] EndsOfChunks(int n, int splits)
    {
        int size = (n + splits - 1) / splits;
        return [.. Enumerable.Range(1, (n + size - 1) / size).Select(i => (int)Math.Min((long)i * size, n))];
    }

    /// <summary>Computes the entropy of p(y|x) of every image, in nats.</summary>
    /// <exception cref="InputException">Probabilities of an image are negative, or do not sum to 1.</exception>
    private static double[] Entropies(string name, SampleRows probabilities)
    {
        double[] entropies = new double[probabilities.Count];
        Parallelism.For((entropies.Length + BlockRows - 1) / BlockRows, block =>
        {
            double[] row = new double[probabilities.Dimension];
            for (int i = block * BlockRows; i < Math.Min((block + 1) * BlockRows, entropies.Length); i++)
            {
                probabilities.Read(i, row);
                double total = 0;
                foreach (double p in row)
                {
                    total += p;
                    entropies[i] -= PLogP(p);
                }

                // A negative probability makes its logarithm NaN, a missing one the sum.
                if (!(Math.Abs(total - 1) <= SumTolerance) || double.IsNaN(entropies[i]))
                {
                    throw new InputException(
                        $"Class probabilities must not be negative and must sum to 1, but those of image {i} of '{name}' {FindNegative(row)}sum to {total:G6}: {(double.IsFinite(total) ? "they may be logits" : "the network has damaged weights")}.");
                }
            }
        });
        return entropies;
    }

    private static string FindNegative(double[] row)
    {
        int place = Array.FindIndex(row, p => p < 0);
        return place < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"hold {row[place]:G6} for class {place} and ");
    }

    /// <summary>Computes the variance of the mean over the splits from their scatter in random splits of the same images.</summary>
    /// <remarks>
    /// Splits share no image: they are independent, and their variance is estimated without bias, whether a split has ten images or thousands and whether p(y) is even or
    /// not. Of ten images an influence function would take the classes that chance has made for those of the law. Each draw is another such estimate of the
    /// same images, and their mean is surer than that of the one split that is scored. Where a last split is shorter than the others, its lower score adds to the scatter: the
    /// estimate is then too large rather than too small.
    /// </remarks>
    private static double VarianceOfDraws(SampleRows probabilities, double[] entropies, int[] ends, uint seed)
    {
        double[] variances = new double[Math.Clamp(WantedDegreesOfFreedom / (ends.Length - 1), 1, MostDraws)];
        Xoshiro256 random = new(seed);
        for (int draw = 0; draw < variances.Length; draw++)
        {
            Split[] parts = Split.Of(probabilities, entropies, random.Split((ulong)draw).Permutation(entropies.Length), ends);
            variances[draw] = InfluenceVariance.OfMean([.. parts.Select(part => part.Score)]);
        }

        return variances.Average();
    }

    // The limit of p log p at zero is zero.
    private static double PLogP(double p) => p == 0 ? 0 : p * Math.Log(p);

    /// <summary>Sums over a part of the set: of p(y|x) for each class, and of the entropies of p(y|x).</summary>
    private readonly record struct Split(int First, int End, double[] ClassSums, double EntropySum)
    {
        /// <summary>Gets the number of images.</summary>
        public int Count => End - First;

        /// <summary>Gets H(y), the entropy of the mean of p(y|x), in nats.</summary>
        public double MarginalEntropy
        {
            get
            {
                double entropy = 0;
                foreach (double sum in ClassSums)
                {
                    entropy -= PLogP(sum / Count);
                }

                return entropy;
            }
        }

        /// <summary>Gets E H(y|x), the mean entropy of p(y|x), in nats.</summary>
        public double ConditionalEntropy => EntropySum / Count;

        /// <summary>Gets exp(H(y) - E H(y|x)).</summary>
        public double Score => Math.Exp(MarginalEntropy - ConditionalEntropy);

        /// <summary>Cuts a set, or an order of it, into splits.</summary>
        public static Split[] Of(SampleRows probabilities, double[] entropies, int[]? order, int[] ends)
        {
            Split[] parts = new Split[ends.Length];
            Parallelism.For(parts.Length, i => parts[i] = Of(probabilities, entropies, order, i == 0 ? 0 : ends[i - 1], ends[i]));
            return parts;
        }

        /// <summary>Computes the variance of <see cref="Score"/>, to first order in 1 / <see cref="Count"/>; zero for a split of one image.</summary>
        /// <remarks>
        /// What a change of p(y) does to the mean divergence cancels, because the p(y|x) sum to 1: an image has the influence
        /// IS · (Σ p(y|x) log(p(y|x) / p(y)) - log IS).
        /// </remarks>
        public double Variance(SampleRows probabilities, int[]? order)
        {
            double[] logarithms = new double[ClassSums.Length];
            for (int k = 0; k < logarithms.Length; k++)
            {
                // A class that no image of the split has adds nothing to any of them.
                logarithms[k] = ClassSums[k] == 0 ? 0 : Math.Log(ClassSums[k] / Count);
            }

            double expected = MarginalEntropy - ConditionalEntropy;
            double squares = 0;
            double[] row = new double[ClassSums.Length];
            for (int i = First; i < End; i++)
            {
                probabilities.Read(order is null ? i : order[i], row);
                double divergence = 0;
                for (int k = 0; k < row.Length; k++)
                {
                    divergence += PLogP(row[k]) - (row[k] * logarithms[k]);
                }

                squares += (divergence - expected) * (divergence - expected);
            }

            return Count < 2 ? 0 : Score * Score * squares / (Count - 1) / Count;
        }

        public static Split Union(Split[] parts)
        {
            double[] sums = new double[parts[0].ClassSums.Length];
            foreach (Split part in parts)
            {
                for (int k = 0; k < sums.Length; k++)
                {
                    sums[k] += part.ClassSums[k];
                }
            }

            return new Split(0, parts[^1].End, sums, parts.Sum(part => part.EntropySum));
        }

        private static Split Of(SampleRows probabilities, double[] entropies, int[]? order, int first, int end)
        {
            double[] sums = new double[probabilities.Dimension];
            double[] row = new double[sums.Length];
            double entropySum = 0;
            for (int i = first; i < end; i++)
            {
                int index = order is null ? i : order[i];
                probabilities.Read(index, row);
                for (int k = 0; k < row.Length; k++)
                {
                    sums[k] += row[k];
                }

                entropySum += entropies[index];
            }

            return new Split(first, end, sums, entropySum);
        }
    }
}
