using Fidelis.Statistics;
using Fidelis.Statistics.Kernels;

namespace Fidelis.Metrics;

/// <summary>The squared maximum mean discrepancy with a Gaussian kernel of features of length 1, in the form that CMMD made known.</summary>
/// <remarks>
/// S. Jayasumana et al., Rethinking FID: Towards a Better Evaluation Metric for Image Generation, 2024, eq. 4: features are brought to
/// length 1, σ is 10, the estimate is the V-statistic of their code, which keeps the diagonals of the kernel matrices, unless <see cref="MaximumMeanDiscrepancyConvention.Gretton"/> is asked for, and the result is multiplied by
/// 1,000. The paper takes features of CLIP; here they are those of the model and layer of the run.
/// </remarks>
public sealed class MaximumMeanDiscrepancy : ISetMetric
{
    private static readonly MetricOptions<MaximumMeanDiscrepancyOptions> Options = new MetricOptions<MaximumMeanDiscrepancyOptions>(new MaximumMeanDiscrepancyOptions())
        .Choice(
            "convention",
            "Whose estimate: cmmd keeps the diagonals of the kernel matrices, gretton leaves them out and is unbiased.",
            [("cmmd", MaximumMeanDiscrepancyConvention.Cmmd), ("gretton", MaximumMeanDiscrepancyConvention.Gretton)],
            options => options.Convention,
            (options, value) => options with { Convention = value })
        .Number("sigma", "The width of the Gaussian kernel exp(-|x - y|^2 / 2 sigma^2), where features have length 1.", 1e-3, 1e6, options => options.Sigma, (options, value) => options with { Sigma = value })
        .Number("scale", "The factor by which the squared discrepancy is multiplied.", 1e-12, 1e12, options => options.Scale, (options, value) => options with { Scale = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "mmd-rbf",
        Name = "Maximum Mean Discrepancy",
        Meaning = "How far the directions of the features of the generated images lie from those of the reference, without any assumption on their law.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Jayasumana et al. 2024, Rethinking FID, arXiv:2401.09603",
        IsDistance = true,
        FloorRate = 1,
        Options = Options,
        MinimumImageCount = 2,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        MaximumMeanDiscrepancyOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "MMD", Descriptor.MinimumImageCount);
        FeatureDirections.Require(reference, "MMD");
        FeatureDirections.Require(generated, "MMD");
        KernelSums sums = KernelSummation.Of(pair.Reference, pair.Generated, new GaussianKernel(options.Sigma, normalised: true));
        double n1 = pair.Reference.RowCount;
        double n2 = pair.Generated.RowCount;
        SubsetSums whole = sums.Whole;

        // A squared distance, which only rounding makes negative.
        double biased = Math.Max(0, options.Scale * (
            ((whole.Reference + sums.ReferenceDiagonal) / (n1 * n1))
            + ((whole.Generated + sums.GeneratedDiagonal) / (n2 * n2))
            - (2 * whole.Across / (n1 * n2))));

        // For one law the V-statistic exceeds the unbiased estimate, which is 0, by its diagonals.
        double excess = (sums.ReferenceDiagonal / n1) - (whole.Reference / (n1 * (n1 - 1)));
        double unbiased = options.Scale * whole.Discrepancy(n1, n2);
        bool isUnbiased = options.Convention == MaximumMeanDiscrepancyConvention.Gretton;
        double value = isUnbiased ? unbiased : biased;
        MetricScore score = isUnbiased
            ? new MetricScore(unbiased) { Details = new Dictionary<string, double> { ["biased"] = biased } }
            : new MetricScore(biased)
            {
                Floor = options.Scale * ((1 / n1) + (1 / n2)) * excess,
                FloorMethod = "moments",
                Details = new Dictionary<string, double> { ["unbiased"] = unbiased },
            };
        if (Math.Min(n1, n2) < DiscrepancyVariance.MinimumCount)
        {
            return score with { WhyNoInterval = $"The error of MMD needs at least {DiscrepancyVariance.MinimumCount} images in each set." };
        }

        // The diagonals are 1 for every image, and move the score without making it vary.
        DiscrepancyError error = DiscrepancyError.Of(DiscrepancyVariance.Of(sums), n1, n2, options.Scale);
        ScoreInterval around = error.Around(unbiased);
        (double lower, double upper) = around;
        return score with
        {
            StandardError = error.StandardError,
            Interval = isUnbiased ? around : new ScoreInterval(Math.Min(Math.Max(lower + value - unbiased, 0), value), Math.Max(upper + value - unbiased, value)),
            IntervalMethod = "u-statistic",
        };
    }
}
