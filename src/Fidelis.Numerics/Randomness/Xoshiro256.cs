using System.Numerics;
using System.Text;

namespace Fidelis.Numerics.Randomness;

/// <summary>
/// The seeded generator of Fidelis: xoshiro256**, whose state is filled from the seed by splitmix64.
/// </summary>
/// <remarks>
/// Blackman and Vigna, Scrambled linear pseudorandom number generators, ACM Transactions on Mathematical Software 47 (2021).
/// The same seed gives the same numbers on every machine. An instance belongs to one thread.
/// </remarks>
public sealed class Xoshiro256
{
    private readonly ulong seed;
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Initializes a generator.</summary>
    /// <param name="seed">Any number; neighbouring seeds give unrelated numbers.</param>
    public Xoshiro256(ulong seed)
    {
        this.seed = seed;
        s0 = SplitMix(ref seed);
        s1 = SplitMix(ref seed);
        s2 = SplitMix(ref seed);
        s3 = SplitMix(ref seed);
    }

    /// <summary>Draws 64 random bits.</summary>
    /// <returns>A number in <c>[0, 2^64)</c>.</returns>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Draws from the uniform distribution.</summary>
    /// <returns>A multiple of <c>2^-53</c> in <c>[0, 1)</c>.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Draws a whole number, each with exactly the same probability.</summary>
    /// <param name="bound">The number of possible values, at least 1.</param>
    /// <returns>A number in <c>[0, bound)</c>.</returns>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);

        // Lemire (2019): the high half of a product is uniform once the few low halves that would tip the balance are rejected.
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Draws from the normal distribution of mean 0 and variance 1, by the transform of Box and Muller.</summary>
    /// <returns>A number whose magnitude is below 8.6.</returns>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts values into random order, each order with the same probability (Fisher and Yates).</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="values">The values, which change their places.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Draws an order of the numbers from 0 to <paramref name="n"/> - 1.</summary>
    /// <param name="n">The number of numbers.</param>
    /// <returns>Each number once.</returns>
    public int[] Permutation(int n)
    {
        int[] order = new int[n];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
        }

        Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Creates a generator for one purpose, whose numbers do not depend on what was drawn here.</summary>
    /// <param name="label">The purpose; different labels give unrelated numbers.</param>
    /// <returns>The generator, which seed and label decide.</returns>
    public Xoshiro256 Split(string label)
    {
        ArgumentNullException.ThrowIfNull(label);

        // FNV-1a of the label, stirred with the seed.
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(label))
        {
            hash = (hash ^ b) * 0x100000001B3;
        }

        ulong state = seed;
        return new Xoshiro256(hash ^ SplitMix(ref state));
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
