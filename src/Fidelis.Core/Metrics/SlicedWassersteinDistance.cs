using Fidelis.Statistics;
using Fidelis.Statistics.Slices;

namespace Fidelis.Metrics;

/// <summary>The sliced 2-Wasserstein distance of the features: the root of the mean squared distance of their projections.</summary>
/// <remarks>N. Bonneel et al., Sliced and Radon Wasserstein Barycenters of Measures, 2015, eq. 8.</remarks>
public sealed class SlicedWassersteinDistance : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "sliced-wasserstein",
        Name = "Sliced Wasserstein Distance",
        Meaning = "How far the features must be carried, in their own units and seen from one direction, to turn one set into the other.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        IsDistance = true,
        FloorRate = 0.5,
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Bonneel et al. 2015, Sliced and Radon Wasserstein Barycenters of Measures, doi:10.1007/s10851-014-0506-3",
        Options = SliceScores.Options,
        MinimumImageCount = SliceScores.MinimumImageCount,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        SlicedTransport transport = SliceScores.Compute(reference, generated, settings, "The sliced Wasserstein distance");
        double value = Math.Sqrt(transport.Value);

        // The root has the slope 1 / (2 value); a set against itself does not vary at all.
        double slope = value > 0 ? 0.5 / value : 0;
        double error = slope * transport.StandardError;
        (double lower, double upper) = ScoreInterval.OfSquaredDistance(transport.Value, transport.StandardError);
        return new MetricScore(value)
        {
            StandardError = error,
            Interval = new ScoreInterval(Math.Min(Math.Sqrt(lower), value), Math.Max(Math.Sqrt(upper), value)),
            IntervalMethod = "influence",
            Details = new Dictionary<string, double> { ["directionError"] = slope * transport.DirectionError },
        };
    }
}
