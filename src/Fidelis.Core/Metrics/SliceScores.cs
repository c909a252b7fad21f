using Fidelis.Statistics;
using Fidelis.Statistics.Slices;

namespace Fidelis.Metrics;

/// <summary>What <c>sliced-wasserstein</c> and <c>mind</c> have in common: the directions and the options.</summary>
internal static class SliceScores
{
    public const int MinimumImageCount = 2;

    public static MetricOptions<SliceOptions> Options { get; } = new MetricOptions<SliceOptions>(new SliceOptions())
        .WholeNumber("projections", "The random directions onto which features are projected.", 1, 1_000_000, options => options.Projections, (options, value) => options with { Projections = value })
        .Seed("seed", "Seed of the directions.", options => options.Seed, (options, value) => options with { Seed = value });

    /// <summary>Computes the mean squared distance over the directions, once for both metrics.</summary>
    public static SlicedTransport Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings, string metric)
    {
        SliceOptions options = Options.Bind(settings);
        FeaturePair pair = FeaturePair.Of(reference, generated, metric, MinimumImageCount);
        return reference.PairWith(generated).Once(options, () => SlicedTransport.Of(pair, options.Projections, options.Seed));
    }
}
