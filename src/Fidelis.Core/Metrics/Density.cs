using Fidelis.Numerics.Threading;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>Density: the mean number of balls about reference images that a generated image lies in, over k. It may exceed 1.</summary>
/// <remarks>M. F. Naeem et al., Reliable Fidelity and Diversity Metrics for Generative Models, 2020, eq. 3. The border does not belong to a ball, as in the authors' code.</remarks>
public sealed class Density : ISetMetric
{
    private static readonly MetricOptions<NeighbourOptions> Options = NeighbourOptions.Of(5);

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "density",
        Name = "Density",
        Meaning = "How many balls about reference images a generated image lies in, over what is expected: how good single images are, without trust in outliers.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence,
        Reference = "Naeem et al. 2020, Reliable Fidelity and Diversity Metrics for Generative Models, arXiv:2002.09797",
        Options = Options,
        MinimumImageCount = 6,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        int k = Options.Bind(settings).K;
        PairNeighbours neighbours = NeighbourScores.Neighbours(Descriptor.Id, reference, generated, k);
        BallMembers balls = neighbours.ReferenceBalls;
        double[] densities = [.. Enumerable.Range(0, balls.PointCount).Select(point => (double)balls.OpenBallsAbout(point, k) / k)];
        double density = densities.Average();
        double variance = InfluenceVariance.OfMean(densities) + (density * BallVariance(neighbours, k));
        return NeighbourScores.OfCount(density, Math.Sqrt(variance), densities.Length, neighbours.ReferenceParts, k);
    }

    /// <summary>Computes the variance that density has because the balls are those of one draw of the reference, over the density: that of counts is in proportion to them.</summary>
    private static double BallVariance(PairNeighbours neighbours, int k)
    {
        BallMembers balls = neighbours.ReferenceBalls;
        SubsetPairs parts = neighbours.ReferenceParts;
        double[] squares = new double[SubsetPairs.Count];
        double[] counts = new double[SubsetPairs.Count];
        Parallelism.For(SubsetPairs.Words, word =>
        {
            PartReach reach = new(neighbours.Reference, parts, word, k);
            PairCounts points = new();
            for (int ball = 0; ball < balls.BallCount; ball++)
            {
                for (int rank = 1; rank <= balls.Depth; rank++)
                {
                    points.Add(reach.First(ball, rank), reach.Second(ball, rank), balls.PointsInOpenShell(ball, rank));
                }
            }

            // The scatter of the points is no matter of the balls.
            for (int lane = 0; lane < 64; lane++)
            {
                int pair = (64 * word) + lane;
                squares[pair] = points.SquareBeyondScatter(lane);
                counts[pair] = points.Mean(lane);
            }
        });
        double count = counts.Average();
        return count > 0 ? parts.Scale * Math.Max(squares.Average(), 0) / count / ((double)k * balls.PointCount) : 0;
    }
}
