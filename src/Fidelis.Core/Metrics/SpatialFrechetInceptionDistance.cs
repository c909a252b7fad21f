using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>
/// The spatial Fréchet Inception Distance (sFID): the Fréchet distance of features that keep their places, the first 7 channels of the 17 x 17 output of
/// the first branch of a middle block of Inception V3, 2,023 values in a row.
/// </summary>
/// <remarks>
/// C. Nash, J. Menick, S. Dieleman, P. Battaglia, Generating Images with Sparse Representations, 2021, section 4. The layer is that of the evaluation of
/// guided-diffusion (P. Dhariwal, A. Nichol, 2021), <c>mixed_6/conv:0</c>; docs/metrics/sfid.md says which tensor that is.
/// </remarks>
public sealed class SpatialFrechetInceptionDistance : ISetMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "sfid",
        Name = "Spatial Fréchet Inception Distance",
        Meaning = "How far means and covariances of features that keep their places in the image lie apart: FID that sees where things are.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Statistics,
        Layer = "sfid",
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Nash et al. 2021, Generating Images with Sparse Representations, arXiv:2103.03841",
        MinimumImageCount = 2,
        IsDistance = true,
        FloorRate = 1,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings) => FrechetScore.Of("sFID", reference, generated);
}
