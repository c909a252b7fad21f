using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>AuthPct: the percentage of generated images g that are authentic, with d(g, t) &gt; d(t, u), t the nearest reference image of g and u the nearest other one of t.</summary>
/// <remarks>
/// A. M. Alaa et al., How Faithful is your Synthetic Data?, 2022, section 3.3, with the images that the generator was trained on as
/// reference. The authors' code takes d(t, u) of another image than t; this is their formula.
/// </remarks>
public sealed class AuthenticityPercentage : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "authpct",
        Name = "Authenticity Percentage",
        Meaning = "How many generated images are farther from the nearest reference image than that is from its own neighbour: low where the training images are copied.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 100]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence | MetricAxioms.RisesWithDefects,
        Reference = "Alaa et al. 2022, How Faithful is your Synthetic Data?, arXiv:2102.08921",
        MinimumImageCount = 3,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        PairNeighbours neighbours = NeighbourScores.Neighbours(Descriptor.Id, reference, generated, 2, isOption: false);
        int[] outcomes = [.. Enumerable.Range(0, neighbours.Generated.Count).Select(image => IsAuthentic(neighbours, image, without: -1) ? 1 : 0)];
        return NeighbourScores.OfShare(outcomes.Average(), Effects(neighbours, outcomes), outcomes.Length, scale: 100);
    }

    private static bool IsAuthentic(PairNeighbours neighbours, int image, int without)
    {
        int rank = neighbours.NearestReference.Index(image, 1) == without ? 2 : 1;
        int nearest = neighbours.NearestReference.Index(image, rank);
        int ownRank = neighbours.Reference.Index(nearest, 1) == without ? 2 : 1;
        return neighbours.NearestReference.Measure(image, rank) > neighbours.Reference.Measure(nearest, ownRank);
    }

    private static DeletionEffects Effects(PairNeighbours neighbours, int[] outcomes)
    {
        // Without a reference image only those generated images can change whose nearest it is, or whose nearest has it as its neighbour.
        double count = outcomes.Length;
        double[] effects = new double[neighbours.Reference.Count];
        double[] noise = new double[effects.Length];
        for (int image = 0; image < outcomes.Length; image++)
        {
            int nearest = neighbours.NearestReference.Index(image, 1);
            foreach (int left in (int[])[nearest, neighbours.Reference.Index(nearest, 1)])
            {
                int change = (IsAuthentic(neighbours, image, left) ? 1 : 0) - outcomes[image];
                effects[left] += change / count;
                noise[left] += change * change / (count * count);
            }
        }

        double mean = outcomes.Average();
        return new DeletionEffects(effects, noise, [.. outcomes.Select(outcome => (mean - outcome) / (count - 1))], new double[outcomes.Length]);
    }
}
