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
    /// <summary>Gets the number of images of a set in the subset of one point; all of them at the last.</summary>
    public int At(int point, long count) => Math.Max(2, (int)Math.Round(count * (Smallest + ((1 - Smallest) * point / (Points - 1)))));

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
