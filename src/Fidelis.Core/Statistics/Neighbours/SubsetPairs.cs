using Fidelis.Numerics.Randomness;

namespace Fidelis.Statistics.Neighbours;

/// <summary>Pairs of random parts of a set: what a score of one differs from that of the other shows how it varies from set to set.</summary>
/// <remarks>
/// <para>
/// Leaving out one image at a time counts what depends on two images twice, and what depends on j of them j times (B. Efron, C. Stein, The jackknife estimate of
/// variance, 1981). Balls that cover an image together are of that kind, and on features of networks the variance comes out twice too large. Two parts without a
/// common image count everything once, but speak of half as many images, among which some laws vary less than their size says: by a fifth where the images come of few clusters.
/// </para>
/// <para>
/// So a part is three fifths of the set, and two of a pair share the fifth that is left over. What depends on j images is then counted
/// 1 + 1/3 + ... + 3^(1 - j) times, 3/2 at most, against what the smaller size takes away. docs/calibration.md says what comes of it.
/// </para>
/// <para>The pairs are drawn with a fixed seed. Each is a bit in the words of its images, so that 64 pairs are scored at a time.</para>
/// </remarks>
internal sealed class SubsetPairs
{
    /// <summary>The words of 64 pairs: an error varies by 1 / √(2 · 256) from one choice of pairs to another.</summary>
    public const int Words = 4;

    /// <summary>The number of pairs.</summary>
    public const int Count = 64 * Words;

    private const double OwnShare = 0.4;

    private readonly ulong[] first;
    private readonly ulong[] second;

    /// <summary>Draws the pairs.</summary>
    /// <param name="images">The images of the set: two at least.</param>
    /// <param name="seed">The seed: another one for a set that is split beside this one.</param>
    public SubsetPairs(int images, ulong seed = 0)
    {
        ImageCount = images;
        int own = OwnCount(images);
        Scale = (double)SizeOf(images) * SizeOf(images) / (2.0 * images * own);
        first = new ulong[(long)images * Words];
        second = new ulong[(long)images * Words];
        Xoshiro256 random = new(seed);
        int[] order = [.. Enumerable.Range(0, images)];
        for (int pair = 0; pair < Count; pair++)
        {
            random.Shuffle<int>(order);
            for (int i = 0; i < images; i++)
            {
                long cell = ((long)(pair / 64) * images) + order[i];
                ulong bit = 1UL << (pair % 64);
                first[cell] |= i >= own ? bit : 0;
                second[cell] |= i < own || i >= 2 * own ? bit : 0;
            }
        }
    }

    /// <summary>Gets the images of the set.</summary>
    public int ImageCount { get; }

    /// <summary>Gets what the mean square of the differences is to be multiplied by: a mean over all images has just that variance then.</summary>
    public double Scale { get; }

    /// <summary>Gets the size of a part.</summary>
    public static int SizeOf(int images) => images - OwnCount(images);

    /// <summary>Gets how many neighbours of an image are looked at: its k-th one in a part is among them but in 3 to 6 % of all cases, in which its ball ends at the last.</summary>
    public static int DepthFor(int k) => (2 * k) + 2;

    /// <summary>Gets the pairs of a word whose first part has an image, by image.</summary>
    public ReadOnlySpan<ulong> First(int word) => first.AsSpan(word * ImageCount, ImageCount);

    /// <summary>Gets the pairs of a word whose second part has an image, by image.</summary>
    public ReadOnlySpan<ulong> Second(int word) => second.AsSpan(word * ImageCount, ImageCount);

    /// <summary>Computes how the share of images with a property differs between the parts of each pair.</summary>
    public double[] Differences(bool[] has)
    {
        double[] differences = new double[Count];
        double size = SizeOf(ImageCount);
        for (int word = 0; word < Words; word++)
        {
            LaneCounts inFirst = new();
            LaneCounts inSecond = new();
            for (int image = 0; image < has.Length; image++)
            {
                if (has[image])
                {
                    inFirst.Add(First(word)[image]);
                    inSecond.Add(Second(word)[image]);
                }
            }

            for (int lane = 0; lane < 64; lane++)
            {
                differences[(64 * word) + lane] = (inFirst[lane] - inSecond[lane]) / size;
            }
        }

        return differences;
    }

    private static int OwnCount(int images) => Math.Max((int)(OwnShare * images), 1);
}
