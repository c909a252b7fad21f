using Fidelis.Features;
using Fidelis.Numerics.Errors;

namespace Fidelis.Statistics;

/// <summary>Features as directions: what is left of them when only angles count.</summary>
internal static class FeatureDirections
{
    /// <summary>Refuses an image whose features are all zero, for which no angle is defined.</summary>
    /// <param name="set">The set.</param>
    /// <param name="metric">The metric, as the subject of a sentence.</param>
    /// <exception cref="InputException">There is such an image.</exception>
    public static void Require(SetStatistics set, string metric)
    {
        FeatureMatrix features = set.Features;
        for (long i = 0; i < features.RowCount; i++)
        {
            if (!features.Row(i).ContainsAnyExcept(0f))
            {
                throw new InputException(
                    $"{metric} compares the directions of features, but all features of image {i} of '{set.Name}' are zero: take the image out, or choose another layer.");
            }
        }
    }
}
