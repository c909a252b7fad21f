using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The recall of PRD: the greatest F_8 on the curve of precision and recall over clusters.</summary>
/// <remarks>
/// M. S. M. Sajjadi et al., Assessing Generative Models via Precision and Recall, 2018, section 4.3. Both sets are clustered together by
/// k-means; the authors' code takes mini-batches, so that its digits cannot be met. Their curve of two histograms is.
/// </remarks>
public sealed class ClusterRecall : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "prd-f8-recall",
        Name = "PRD recall",
        Meaning = "Whether the kinds of images of the reference occur among the generated ones, by shares of clusters of both: the best F-score that weighs recall eight times.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Reference = ClusterScores.Reference,
        Options = ClusterScores.Options,
        MinimumImageCount = ClusterScores.MinimumImageCount,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings) =>
        ClusterScores.Compute(reference, generated, settings, beta: 8);
}
