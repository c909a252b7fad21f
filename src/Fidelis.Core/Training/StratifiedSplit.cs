using Fidelis.Numerics.Randomness;

namespace Fidelis.Training;

/// <summary>Divides the images of one class among training, validation and test, eight to one to one.</summary>
public static class StratifiedSplit
{
    /// <summary>The fewest images of a class that can be divided: one for each part.</summary>
    public const int SmallestClass = 3;

    private static readonly int[] Tenths = [8, 1, 1];

    /// <summary>
    /// Counts how many images go into each part: by largest remainder, ties in favour of the earlier part, and at least one in each.
    /// </summary>
    /// <param name="count">Images of the class, at least <see cref="SmallestClass"/>.</param>
    /// <returns>The counts of training, validation and test, whose sum is <paramref name="count"/>.</returns>
    public static (int Train, int Validation, int Test) Counts(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, SmallestClass);
        int[] counts = [.. Tenths.Select(tenths => (int)((long)count * tenths / 10))];
        int left = count - counts.Sum();
        foreach (int part in Enumerable.Range(0, Tenths.Length).OrderByDescending(part => (long)count * Tenths[part] % 10).Take(left))
        {
            counts[part]++;
        }

        for (int part = 1; part < Tenths.Length; part++)
        {
            if (counts[part] == 0)
            {
                counts[part]++;
                counts[0]--;
            }
        }

        return (counts[0], counts[1], counts[2]);
    }

    /// <summary>Chooses which images go into which part.</summary>
    /// <param name="count">Images of the class, at least <see cref="SmallestClass"/>.</param>
    /// <param name="className">The class. Each has its own random numbers, so that one class more does not change the parts of the others.</param>
    /// <param name="seed">Decides the choice.</param>
    /// <returns>Indices into the images of the class, in rising order within each part.</returns>
    public static (int[] Train, int[] Validation, int[] Test) Choose(int count, string className, ulong seed)
    {
        (int train, int validation, _) = Counts(count);
        int[] order = new Xoshiro256(seed).Split("split/" + className).Permutation(count);
        return (Sorted(order[..train]), Sorted(order[train..(train + validation)]), Sorted(order[(train + validation)..]));
    }

    private static int[] Sorted(int[] indices)
    {
        Array.Sort(indices);
        return indices;
    }
}
