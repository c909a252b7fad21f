using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The Fréchet Inception Distance: the squared Fréchet distance of two Gaussians with the means and covariances of the features.</summary>
/// <remarks>
/// M. Heusel et al., GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium, 2017, eq. 6. Covariances have the
/// denominator n - 1, as in the authors' code, unless <see cref="FrechetConvention.StyleGan2Ada"/> is asked for.
/// </remarks>
public sealed class FrechetInceptionDistance : ISetMetric
{
    private static readonly MetricOptions<FrechetInceptionDistanceOptions> Options = new MetricOptions<FrechetInceptionDistanceOptions>(new FrechetInceptionDistanceOptions())
        .Choice(
            "convention",
            "Whose covariances: ttur divides by n - 1, as all peers do but stylegan2-ada, which divides by n.",
            [("ttur", FrechetConvention.Ttur), ("stylegan2-ada", FrechetConvention.StyleGan2Ada)],
            options => options.Convention,
            (options, value) => options with { Convention = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "fid",
        Name = "Fréchet Inception Distance",
        Meaning = "How far means and covariances of the features of the generated images lie from those of the reference.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, infinity)",
        Needs = MetricNeeds.Reference | MetricNeeds.Statistics,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence,
        Reference = "Heusel et al. 2017, GANs Trained by a Two Time-Scale Update Rule, arXiv:1706.08500",
        Options = Options,
        MinimumImageCount = 2,
        IsDistance = true,
        FloorRate = 1,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings) =>
        FrechetScore.Of("FID", reference, generated, Options.Bind(settings).Convention);
}
