using Fidelis.Features;
using Fidelis.Numerics.Errors;

namespace Fidelis.Statistics;

/// <summary>The features of two sets, image by image, of one layer.</summary>
/// <param name="Reference">The reference features <c>[n₁, d]</c>.</param>
/// <param name="Generated">The generated features <c>[n₂, d]</c>.</param>
internal readonly record struct FeaturePair(FeatureMatrix Reference, FeatureMatrix Generated)
{
    /// <summary>Takes the features of two sets that a metric is to compare.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="metric">The metric, as the subject of a sentence.</param>
    /// <param name="minimumCount">The fewest images that each set must have, at least 2.</param>
    /// <exception cref="InputException">There are no features, too few images, another number of features, or a feature that is not finite.</exception>
    public static FeaturePair Of(SetStatistics reference, SetStatistics generated, string metric, int minimumCount)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(generated);
        FeaturePair pair = new(reference.Features, generated.Features);
        foreach (SetStatistics set in (SetStatistics[])[reference, generated])
        {
            if (set.Features.RowCount < minimumCount)
            {
                throw new InputException($"{metric} needs at least {minimumCount} images in each set, but '{set.Name}' has {set.Features.RowCount}: add images, or leave it out of --metrics.");
            }

            if (set.Features.RowCount > int.MaxValue)
            {
                throw new InputException($"{metric} compares at most {int.MaxValue} images, but '{set.Name}' has {set.Features.RowCount}: take some of them by --limit.");
            }
        }

        if (pair.Reference.Columns != pair.Generated.Columns)
        {
            throw new InputException(
                $"{metric} needs features of one layer, but '{reference.Name}' has {pair.Reference.Columns} features and '{generated.Name}' {pair.Generated.Columns}.");
        }

        // A mean, which most runs need anyway, is where features that are not finite are found.
        _ = reference.Mean;
        _ = generated.Mean;
        return pair;
    }
}
