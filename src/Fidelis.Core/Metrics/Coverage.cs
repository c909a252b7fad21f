using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>Coverage: the share of the reference images in whose ball, which reaches to their k-th neighbour, a generated image lies.</summary>
/// <remarks>M. F. Naeem et al., Reliable Fidelity and Diversity Metrics for Generative Models, 2020, eq. 4. The border does not belong to a ball, as in the authors' code.</remarks>
public sealed class Coverage : ISetMetric
{
    private static readonly MetricOptions<NeighbourOptions> Options = NeighbourOptions.Of(5);

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "coverage",
        Name = "Coverage",
        Meaning = "The share of the reference images with a generated one in their neighbourhood: how much of the variety is reached, without trust in outliers.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
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
        bool[] covered = [.. Enumerable.Range(0, neighbours.Reference.Count)
            .Select(image => neighbours.NearestGenerated.Measure(image, 1) < neighbours.Reference.Measure(image, k))];
        double share = (double)covered.Count(value => value) / covered.Length;
        return NeighbourScores.OfShare(share, neighbours.Reference.Depth > k ? Effects(neighbours, covered, share, k) : null, covered.Length);
    }

    private static DeletionEffects Effects(PairNeighbours neighbours, bool[] covered, double share, int k)
    {
        int[] gained = new int[covered.Length];
        int[] lost = new int[neighbours.Generated.Count];
        for (int image = 0; image < covered.Length; image++)
        {
            if (!covered[image] && neighbours.NearestGenerated.Measure(image, 1) < neighbours.Reference.Measure(image, k + 1))
            {
                // Without one of its k neighbours the ball grows to the next.
                for (int rank = 1; rank <= k; rank++)
                {
                    gained[neighbours.Reference.Index(image, rank)]++;
                }
            }
            else if (covered[image] && neighbours.NearestGenerated.Measure(image, 2) >= neighbours.Reference.Measure(image, k))
            {
                lost[neighbours.NearestGenerated.Index(image, 1)]++;
            }
        }

        double unit = 1.0 / (covered.Length - 1);
        return new DeletionEffects(
            [.. gained.Select((gain, image) => (share - (covered[image] ? 1 : 0) + gain) * unit)],
            [.. gained.Select(gain => gain * unit * unit)],
            [.. lost.Select(loss => -(double)loss / covered.Length)],
            [.. lost.Select(loss => (double)loss / covered.Length / covered.Length)]);
    }
}
