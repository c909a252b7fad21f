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
        bool[] outcomes = [.. Enumerable.Range(0, neighbours.Generated.Count)
            .Select(image => neighbours.NearestReference.Measure(image, 1) > neighbours.Reference.Measure(neighbours.NearestReference.Index(image, 1), 1))];
        RedrawnShare share = RedrawnShare.Of(
            outcomes,
            neighbours.ReferenceParts,
            word => image => (
                IsAuthentic(neighbours, image, neighbours.ReferenceParts.First(word)), IsAuthentic(neighbours, image, neighbours.ReferenceParts.Second(word))));
        return NeighbourScores.OfShare(share, 1, scale: 100);
    }

    /// <summary>Finds the parts of the reference for which a generated image is authentic.</summary>
    private static ulong IsAuthentic(PairNeighbours neighbours, int image, ReadOnlySpan<ulong> parts)
    {
        ulong authentic = 0;
        ulong undecided = ulong.MaxValue;
        for (int rank = 1; rank <= neighbours.NearestReference.Depth && undecided != 0; rank++)
        {
            // The parts that have this image and none nearer.
            int nearest = neighbours.NearestReference.Index(image, rank);
            ulong decided = undecided & parts[nearest];
            undecided &= ~decided;
            ulong nearer = 0;
            for (int own = 1; own <= neighbours.Reference.Depth && (decided & ~nearer) != 0
                && neighbours.Reference.Measure(nearest, own) < neighbours.NearestReference.Measure(image, rank); own++)
            {
                nearer |= parts[neighbours.Reference.Index(nearest, own)];
            }

            authentic |= decided & nearer;
        }

        return authentic;
    }
}
