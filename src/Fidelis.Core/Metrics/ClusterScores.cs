using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Statistics.Clusters;

namespace Fidelis.Metrics;

/// <summary>What <c>prd-f8-recall</c> and <c>prd-f8-precision</c> have in common: the clusters, the curve and the options.</summary>
internal static class ClusterScores
{
    public const string Reference = "Sajjadi et al. 2018, Assessing Generative Models via Precision and Recall, arXiv:1806.00035";

    public const int MinimumImageCount = 2;

    public static MetricOptions<ClusterOptions> Options { get; } = new MetricOptions<ClusterOptions>(new ClusterOptions())
        .WholeNumber("clusters", "The clusters of both sets together.", 2, 10_000, options => options.Clusters, (options, value) => options with { Clusters = value })
        .WholeNumber("runs", "The clusterings, of whose curves the mean is taken.", 1, 1000, options => options.Runs, (options, value) => options with { Runs = value })
        .WholeNumber("angles", "The points of the curve.", 3, 1_000_000, options => options.Angles, (options, value) => options with { Angles = value })
        .Seed("seed", "Seed of the clusterings.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <summary>Computes the greatest F_β of the mean curve of the clusterings.</summary>
    public static MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings, double beta)
    {
        ClusterOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, "PRD", MinimumImageCount);
        if (pair.Reference.RowCount + pair.Generated.RowCount < options.Clusters)
        {
            throw new InputException(
                $"PRD in {options.Clusters} clusters needs as many images in both sets together, but '{reference.Name}' and '{generated.Name}' have {pair.Reference.RowCount + pair.Generated.RowCount}: choose fewer clusters by --set.");
        }

        ClusterRuns runs = reference.PairWith(generated).Once(options, () => ClusterRuns.Of(pair, options.Clusters, options.Runs, options.Angles, options.Seed));
        (double score, VarianceEstimate variance, double deviation) = runs.Best(beta);
        double error = Math.Sqrt(variance.Value);

        // What keeps a quotient of zeros zero in the curve keeps the score of equal histograms as far below 1.
        double share = 1 - score < PrecisionRecallCurve.Rounding ? 1 : score;
        (double lower, double upper) = ScoreInterval.OfShare(share, error, Math.Min(pair.Reference.RowCount, pair.Generated.RowCount), variance.DegreesOfFreedom);
        return new MetricScore(score)
        {
            StandardError = error,
            Interval = new ScoreInterval(Math.Min(lower, score), upper),
            IntervalMethod = NeighbourScores.SubsetMethod,
            Details = new Dictionary<string, double> { ["std"] = deviation },
        };
    }
}
