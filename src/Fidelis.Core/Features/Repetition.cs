namespace Fidelis.Features;

/// <summary>How often the same things occur in a set.</summary>
/// <param name="Count">All things: n.</param>
/// <param name="DifferentCount">Those that differ from one another.</param>
/// <param name="RepeatedCount">Those that equal another one, each counted.</param>
/// <param name="Inflation">
/// What the standard error of a mean is to be multiplied with because copies say nothing new: the root of Σ c² / n, where c counts the copies of each different thing; 1 without copies.
/// </param>
internal readonly record struct Repetition(int Count, int DifferentCount, int RepeatedCount, double Inflation)
{
    /// <summary>Counts what occurs more than once.</summary>
    /// <remarks>Hashes are compared first: where all differ, as mostly, nothing is kept of a million things but four bytes of each.</remarks>
    public static Repetition Of<T>(IReadOnlyList<T> things)
        where T : struct, IEquatable<T>
    {
        int[] hashes = HashesOf(things);
        HashSet<int> repeated = RepeatedIn(hashes);
        Dictionary<T, int> counts = [];
        for (int i = 0; i < hashes.Length; i++)
        {
            if (repeated.Contains(hashes[i]))
            {
                T thing = things[i];
                counts[thing] = counts.GetValueOrDefault(thing) + 1;
            }
        }

        int[] copies = [.. counts.Values.Where(count => count > 1)];
        int among = copies.Sum();
        double squares = hashes.Length - among + copies.Sum(count => (double)count * count);
        return new Repetition(hashes.Length, hashes.Length - among + copies.Length, among, Math.Sqrt(squares / Math.Max(hashes.Length, 1)));
    }

    /// <summary>Counts the things of one set that occur in another.</summary>
    public static int CountShared<T>(IReadOnlyList<T> things, IReadOnlyList<T> others)
        where T : struct, IEquatable<T>
    {
        int[] hashes = HashesOf(things);
        int[] otherHashes = HashesOf(others);
        HashSet<int> shared = [.. otherHashes];
        shared.IntersectWith(hashes);
        HashSet<T> candidates = [.. Enumerable.Range(0, otherHashes.Length).Where(i => shared.Contains(otherHashes[i])).Select(i => others[i])];
        return Enumerable.Range(0, hashes.Length).Count(i => shared.Contains(hashes[i]) && candidates.Contains(things[i]));
    }

    private static int[] HashesOf<T>(IReadOnlyList<T> things)
        where T : struct
    {
        int[] hashes = new int[things.Count];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = things[i].GetHashCode();
        }

        return hashes;
    }

    private static HashSet<int> RepeatedIn(int[] hashes)
    {
        int[] sorted = [.. hashes];
        Array.Sort(sorted);
        HashSet<int> repeated = [];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                repeated.Add(sorted[i]);
            }
        }

        return repeated;
    }
}
