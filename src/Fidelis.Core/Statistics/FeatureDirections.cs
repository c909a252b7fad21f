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
        if (FindZero(set.Features) is { } image)
        {
            throw new InputException(
                $"{metric} compares the directions of features, but all features of image {image} of '{set.Name}' are zero: take the image out, or choose another layer.");
        }
    }

    /// <summary>Finds the first image whose features are all zero; <see langword="null"/> where there is none.</summary>
    public static long? FindZero(FeatureMatrix features)
    {
        for (long i = 0; i < features.RowCount; i++)
        {
            if (!features.Row(i).ContainsAnyExcept(0f))
            {
                return i;
            }
        }

        return null;
    }
}
