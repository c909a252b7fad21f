using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>; 0 where both are.</summary>
/// <remarks>T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019, for the two.</remarks>
public sealed class F1 : ISetMetric
{
    private static readonly MetricOptions<ManifoldOptions> Options = ManifoldOptions.Of();

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
        ManifoldOptions options = Options.Bind(settings);
        int k = options.K;
        PairNeighbours neighbours = NeighbourScores.Neighbours(Descriptor.Id, reference, generated, k);
        RedrawnShare precision = CoveredShare.Of(neighbours.ReferenceBalls, neighbours.Reference, neighbours.ReferenceParts, k, options.HasBorder);
        RedrawnShare recall = CoveredShare.Of(neighbours.GeneratedBalls, neighbours.Generated, neighbours.GeneratedParts, k, options.HasBorder);
        double sum = precision.Share + recall.Share;
        double value = sum > 0 ? 2 * precision.Share * recall.Share / sum : 0;
        return NeighbourScores.OfShares(value, precision, Slope(recall.Share, sum), recall, Slope(precision.Share, sum), k) with
        {
            Details = new Dictionary<string, double> { ["precision"] = precision.Share, ["recall"] = recall.Share },
        };
    }

    /// <summary>The derivative of 2 P R / (P + R) with respect to the one that is not given: 2 (other / sum)².</summary>
    private static double Slope(double other, double sum) => sum > 0 ? 2 * (other / sum) * (other / sum) : 0;
}
