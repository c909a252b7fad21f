using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>Improved precision: the share of the generated images in at least one of the balls about reference images that reach to their k-th neighbours.</summary>
/// <remarks>
/// T. Kynkäänniemi et al., Improved Precision and Recall Metric for Assessing Generative Models, 2019, eq. 1 and 2. The border belongs to a
/// ball, as in the authors' code, unless <see cref="BallConvention.Prdc"/> is asked for.
/// </remarks>
public sealed class Precision : ISetMetric
{
    private static readonly MetricOptions<ManifoldOptions> Options = ManifoldOptions.Of();

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "precision",
        Name = "Improved Precision",
        Meaning = "The share of the generated images that lie among the reference: how good single images are.",
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
        RedrawnShare share = CoveredShare.Of(neighbours.ReferenceBalls, neighbours.Reference, neighbours.ReferenceParts, k, options.HasBorder);
        return NeighbourScores.OfShare(share, k);
    }
}
