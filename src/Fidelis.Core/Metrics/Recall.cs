using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>Improved recall: the share of the reference images in at least one of the balls about generated images that reach to their k-th neighbours.</summary>
/// <remarks>
/// T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019, eq. 1 and 3. The border belongs to a
/// ball, as in the authors' code, unless <see cref="BallConvention.Prdc"/> is asked for.
/// </remarks>
public sealed class Recall : ISetMetric
{
    private static readonly MetricOptions<ManifoldOptions> Options = ManifoldOptions.Of();

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "recall",
        Name = "Improved Recall",
        Meaning = "The share of the reference images that lie among the generated ones: how much of the variety is reached.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, 1]",
        Needs = MetricNeeds.Reference | MetricNeeds.Features,
        Axioms = MetricAxioms.OrderIndependence,
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
        RedrawnShare share = CoveredShare.Of(neighbours.GeneratedBalls, neighbours.Generated, neighbours.GeneratedParts, k, options.HasBorder);
        return NeighbourScores.OfShare(share, k);
    }
}
