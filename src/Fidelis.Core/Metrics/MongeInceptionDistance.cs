using Fidelis.Statistics;
using Fidelis.Statistics.Slices;

namespace Fidelis.Metrics;

/// <summary>The Monge Inception Distance: 3 d times the mean squared distance of the projections of the features.</summary>
/// <remarks>
/// Berthet et al., MIND: Monge Inception Distance for Generative Models Evaluation, 2026. For sets of unequal size the authors' code leaves images of
/// the larger one out at random; here all count, by the integral over quantiles, which is the same for equal sizes.
/// </remarks>
public sealed class MongeInceptionDistance : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "mind",
        Name = "Monge Inception Distance",
        Meaning = "How far the features must be carried, squared and summed over all directions, to turn one set into the other.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        IsDistance = true,
        FloorRate = 1,
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Berthet et al. 2026, MIND: Monge Inception Distance, arXiv:2605.06797",
        Options = SliceScores.Options,
        MinimumImageCount = SliceScores.MinimumImageCount,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        SlicedTransport transport = SliceScores.Compute(reference, generated, settings, "MIND");
        double scale = 3.0 * reference.Features.Columns;
        double value = scale * transport.Value;
        double error = scale * transport.StandardError;
        return new MetricScore(value)
        {
            StandardError = error,
            Interval = ScoreInterval.OfSquaredDistance(value, error),
            IntervalMethod = "influence",
            Details = new Dictionary<string, double> { ["directionError"] = scale * transport.DirectionError },
        };
    }
}
