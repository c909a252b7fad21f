using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>The real images that a generator was not trained on, for metrics that compare with them.</summary>
internal static class HeldOutSet
{
    /// <summary>Takes the features of the images that were held out.</summary>
    /// <param name="reference">The training images.</param>
    /// <param name="metric">The metric, as the subject of a sentence.</param>
    /// <param name="minimumCount">The fewest images, at least 2.</param>
    /// <exception cref="InputException">There are none, too few, or features of another layer.</exception>
    public static FeatureMatrix Of(SetStatistics reference, string metric, int minimumCount) => reference.HeldOut is { } heldOut
        ? FeaturePair.Of(reference, heldOut, metric, minimumCount).Generated
        : throw new InputException($"{metric} compares with real images that the generator was not trained on, but '{reference.Name}' stands alone: name them by --held-out.");
}
