using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Statistics.Extrapolation;

/// <summary>The sizes of the random subsets from which a score is extrapolated: evenly from a share of the images to all of them.</summary>
/// <param name="Points">The number of sizes.</param>
/// <param name="Smallest">The share of the images in the smallest subset, in <c>(0, 1)</c>.</param>
/// <param name="Seed">The seed of the subsets.</param>
internal readonly record struct SubsetSizes(int Points, double Smallest, uint Seed)
{
    /// <summary>The number of images in the smallest subset of the published scores.</summary>
    public const int PublishedSmallestCount = 5000;

    /// <summary>Gets the number of images in the smallest subset, which then takes the place of the share; the sizes after it are rounded down, as NumPy's <c>linspace</c> and a cast make them.</summary>
    public int? SmallestCount { get; init; }

    /// <summary>Gets the number of images of a set in the subset of one point; all of them at the last.</summary>
    public int At(int point, long count) => (SmallestCount, point == Points - 1) switch
    {
        (_, true) => (int)count,
        ({ } smallest, _) => (int)(smallest + (point * ((double)(count - smallest) / (Points - 1)))),
        _ => Math.Max(2, (int)Math.Round(count * (Smallest + ((1 - Smallest) * point / (Points - 1))))),
    };

    /// <summary>Draws a subset of one set: the features of all where the point is the last.</summary>
    /// <param name="features">The features.</param>
    /// <param name="set">A number that tells the sets of one metric apart.</param>
    /// <param name="point">The point.</param>
    public FeatureMatrix Draw(FeatureMatrix features, int set, int point)
    {
        int size = At(point, features.RowCount);
        if (size == features.RowCount)
        {
            return features;
        }

        Xoshiro256 random = new Xoshiro256(Seed).Split((ulong)set).Split((ulong)point);
        int[] permutation = random.Permutation(checked((int)features.RowCount));

        // In their order: sums over all images in their own order are nearer to those over some of them.
        return features.Select([.. permutation.Take(size).Order().Select(row => (long)row)]);
    }

    /// <summary>Takes the sizes of a published score.</summary>
    /// <param name="convention">Whose.</param>
    /// <param name="set">The generated set.</param>
    /// <param name="count">The number of its images.</param>
    /// <exception cref="InputException">The set has no more images than the smallest subset.</exception>
    public SubsetSizes As(ExtrapolationConvention convention, SetStatistics set, long count)
    {
        if (convention == ExtrapolationConvention.Chong && count <= PublishedSmallestCount)
        {
            throw new InputException(
                $"The published extrapolation (convention=chong) begins with subsets of {PublishedSmallestCount} images and needs more than that, but '{set.Name}' has {count}: take convention=fidelis.");
        }

        return convention switch
        {
            ExtrapolationConvention.Chong => this with { SmallestCount = PublishedSmallestCount },
            ExtrapolationConvention.DgmEval => this with { SmallestCount = (int)Math.Min(PublishedSmallestCount, Math.Max(count / 10, 2)) },
            _ => this,
        };
    }

    /// <summary>Refuses sets in which the smallest subsets would hold hardly any image.</summary>
    /// <exception cref="InputException">A set has too few images.</exception>
    public static void Require(SetStatistics set, long count, string metric, int minimumCount)
    {
        if (count < minimumCount)
        {
            throw new InputException($"{metric} needs at least {minimumCount} images in each set, but '{set.Name}' has {count}: add images, or leave it out of --metrics.");
        }
    }
}
