using Fidelis.Features;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Statistics;

/// <summary>Takes some images of a set that is larger than a method bears.</summary>
internal static class FeatureDraw
{
    /// <summary>Draws images without replacement, in their old order; all where there are no more.</summary>
    /// <param name="features">The set.</param>
    /// <param name="most">The most images.</param>
    /// <param name="random">Chooses them.</param>
    public static FeatureMatrix Of(FeatureMatrix features, int most, Xoshiro256 random) => features.RowCount <= most
        ? features
        : features.Select([.. random.Permutation((int)features.RowCount)[..most].Order().Select(row => (long)row)]);
}
