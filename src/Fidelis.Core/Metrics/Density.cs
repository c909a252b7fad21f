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
        return NeighbourScores.OfCount(density, balls.Depth > k ? Effects(neighbours, densities, density, k) : null, densities.Length);
    }

    private static DeletionEffects Effects(PairNeighbours neighbours, double[] densities, double density, int k)
    {
        BallMembers balls = neighbours.ReferenceBalls;
        int[] gained = new int[balls.BallCount];
        for (int ball = 0; ball < gained.Length; ball++)
        {
            // Without one of its k neighbours the ball grows to the next.
            int shell = balls.PointsInOpenBall(ball, k + 1) - balls.PointsInOpenBall(ball, k);
            for (int rank = 1; rank <= k; rank++)
            {
                gained[neighbours.Reference.Index(ball, rank)] += shell;
            }
        }

        double unit = 1.0 / k / densities.Length;
        int[] lost = [.. Enumerable.Range(0, gained.Length).Select(ball => balls.PointsInOpenBall(ball, k))];
        return new DeletionEffects(
            [.. gained.Select((gain, ball) => (gain - lost[ball]) * unit)],
            [.. gained.Select((gain, ball) => (gain + lost[ball]) * unit * unit)],
            [.. densities.Select(value => (density - value) / (densities.Length - 1))],
            new double[densities.Length]);
    }
}
