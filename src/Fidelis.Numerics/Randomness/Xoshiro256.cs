using System.Numerics;
using System.Text;

namespace Fidelis.Numerics.Randomness;

/// <summary>The seeded generator of random numbers behind every random choice of Fidelis: xoshiro256**.</summary>
/// <remarks>
/// Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47, 2021,
/// https://prng.di.unimi.it/xoshiro256starstar.c, with its four words of state from SplitMix64. The same seed gives the same numbers on
/// every machine, except for the last bits of <see cref="NextGaussian"/>, which depend on the platform's logarithm. An instance may be
/// used by one thread at a time.
/// </remarks>
public sealed class Xoshiro256
{
    private readonly ulong seed;
    private ulong state0;
    private ulong state1;
    private ulong state2;
    private ulong state3;
    private double spareGaussian = double.NaN;

    /// <summary>Initializes a generator.</summary>
    /// <param name="seed">Any number; neighbouring seeds give unrelated sequences.</param>
    public Xoshiro256(ulong seed)
    {
        this.seed = seed;
        SplitMix64 source = new(seed);
        (state0, state1, state2, state3) = (source.Next(), source.Next(), source.Next(), source.Next());
    }

    /// <summary>Initializes a generator with a given state, which may not be all zero.</summary>
    internal Xoshiro256(ulong state0, ulong state1, ulong state2, ulong state3)
    {
        seed = state0;
        (this.state0, this.state1, this.state2, this.state3) = (state0, state1, state2, state3);
    }

    /// <summary>Gets or sets how far the sequence has come. Generators of one seed continue alike from the same state.</summary>
    public Xoshiro256State State
    {
        get => new(state0, state1, state2, state3, spareGaussian);
        set => (state0, state1, state2, state3, spareGaussian) = (value.Word0, value.Word1, value.Word2, value.Word3, value.SpareGaussian);
    }

    /// <summary>Returns 64 random bits.</summary>
    /// <returns>A number in <c>[0, 2^64)</c>.</returns>
    public ulong NextUInt64()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(state1 * 5, 7) * 9;
            ulong shifted = state1 << 17;
            state2 ^= state0;
            state3 ^= state1;
            state1 ^= state2;
            state0 ^= state3;
            state2 ^= shifted;
            state3 = BitOperations.RotateLeft(state3, 45);
            return result;
        }
    }

    /// <summary>Returns a uniform number with 53 random bits.</summary>
    /// <returns>A multiple of <c>2^-53</c> in <c>[0, 1)</c>.</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a whole number below a bound, each with exactly the same probability.</summary>
    /// <param name="bound">The bound, positive.</param>
    /// <returns>A number in <c>[0, bound)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    /// <remarks>Lemire, "Fast random integer generation in an interval", ACM Trans. Model. Comput. Simul. 29, 2019.</remarks>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            // The 2^64 mod bound lowest products would make some numbers more frequent than others.
            ulong rejected = unchecked(0 - range) % range;
            while (low < rejected)
            {
                high = Math.BigMul(NextUInt64(), range, out low);
            }
        }

        return (int)high;
    }

    /// <summary>Returns a number from the normal distribution with mean 0 and variance 1.</summary>
    /// <returns>The number.</returns>
    /// <remarks>Marsaglia's polar method: numbers come in pairs, and the second one is kept for the next call.</remarks>
    public double NextGaussian()
    {
        if (!double.IsNaN(spareGaussian))
        {
            double spare = spareGaussian;
            spareGaussian = double.NaN;
            return spare;
        }

        double x;
        double y;
        double square;
        do
        {
            x = (2 * NextDouble()) - 1;
            y = (2 * NextDouble()) - 1;
            square = (x * x) + (y * y);
        }
        while (square is >= 1 or 0);

        double scale = Math.Sqrt(-2 * Math.Log(square) / square);
        spareGaussian = y * scale;
        return x * scale;
    }

    /// <summary>Puts elements into random order, every order with the same probability (Fisher and Yates).</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The elements.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Returns the numbers below a bound in random order.</summary>
    /// <param name="count">The number of elements, zero or more.</param>
    /// <returns>A permutation of <c>0 .. count - 1</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] permutation = new int[count];
        for (int i = 0; i < count; i++)
        {
            permutation[i] = i;
        }

        Shuffle(permutation.AsSpan());
        return permutation;
    }

    /// <summary>Makes a generator of its own for one purpose, so that what one purpose draws never shifts the numbers of another.</summary>
    /// <param name="label">The purpose, such as <c>"augmentation"</c>.</param>
    /// <returns>A generator that depends on this one's seed and on the label, not on how many numbers were drawn.</returns>
    public Xoshiro256 Split(string label)
    {
        ArgumentNullException.ThrowIfNull(label);

        // FNV-1a of the text, 64 bits; what it leaves unmixed, SplitMix64 mixes.
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(label))
        {
            hash = unchecked((hash ^ value) * 0x100000001B3);
        }

        return Split(hash);
    }

    /// <summary>Makes a generator of its own for one piece of work.</summary>
    /// <param name="label">The piece, such as the number of an image.</param>
    /// <returns>A generator that depends on this one's seed and on the label, not on how many numbers were drawn.</returns>
    public Xoshiro256 Split(ulong label)
    {
        SplitMix64 first = new(seed);
        SplitMix64 second = new(first.Next() ^ SplitMix64.Mix(unchecked(label + 0xD1B54A32D192ED03)));
        return new(second.Next());
    }
}
