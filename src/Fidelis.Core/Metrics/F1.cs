using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; 0 where both are.</summary>
/// <remarks>T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019, for the two.</remarks>
public sealed class F1 : ISetMetric
{
    private static readonly MetricOptions<NeighbourOptions> Options = NeighbourOptions.Of(3);

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "f1",
        Name = "F1 of Precision and Recall",
        Meaning = "The harmonic mean of precision and recall: low where either is.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Symmetry | MetricAxioms.OrderIndependence,
        Reference = "Kynkäänniemi et al. 2019, Improved Precision and Recall Metric for Assessing Generative Models, arXiv:1904.06991",
        Options = Options,
        MinimumImageCount = 4,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        int k = Options.Bind(settings).K;
        PairNeighbours neighbours = NeighbourScores.Neighbours(Descriptor.Id, reference, generated, k);
        (double precision, DeletionEffects? ofPrecision) = CoveredShare.Of(neighbours.ReferenceBalls, neighbours.Reference, k);
        (double recall, DeletionEffects? ofRecall) = CoveredShare.Of(neighbours.GeneratedBalls, neighbours.Generated, k);
        double sum = precision + recall;
        double value = sum > 0 ? 2 * precision * recall / sum : 0;
        DeletionEffects? effects = ofPrecision is null || ofRecall is null
            ? null
            : ofPrecision.Combine(Slope(recall, sum), ofRecall.Exchanged, Slope(precision, sum));

        // Where nothing was counted the score would rise twice as fast as the share that is 0: what is known is as little as of half of the images.
        int count = Math.Min(neighbours.Reference.Count, neighbours.Generated.Count);
        return NeighbourScores.OfShare(value, effects, value > 0 ? count : Math.Max(count / 2, 1)) with
        {
            Details = new Dictionary<string, double> { ["precision"] = precision, ["recall"] = recall },
        };
    }

    /// <summary>The derivative of 2 P R / (P + R) with respect to the one that is not given: 2 (other / sum)².</summary>
    private static double Slope(double other, double sum) => sum > 0 ? 2 * (other / sum) * (other / sum) : 0;
}
