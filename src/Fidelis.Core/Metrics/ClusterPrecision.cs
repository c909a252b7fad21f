using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The precision of PRD: the greatest F_1/8 on the curve of precision and recall over clusters.</summary>
/// <remarks>
/// M. S. M. Sajjadi et al., Assessing Generative Models via Precision and Recall, 2018, section 4.3. Both sets are clustered together by
/// k-means; the authors' code takes mini-batches, so that its digits cannot be met. Their curve of two histograms is.
/// </remarks>
public sealed class ClusterPrecision : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "prd-f8-precision",
        Name = "PRD precision",
        Meaning = "Whether the kinds of generated images occur in the reference, by shares of clusters of both: the best F-score that weighs precision eight times.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Reference = ClusterScores.Reference,
        Options = ClusterScores.Options,
        MinimumImageCount = ClusterScores.MinimumImageCount,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings) =>
        ClusterScores.Compute(reference, generated, settings, beta: 1.0 / 8);
}
