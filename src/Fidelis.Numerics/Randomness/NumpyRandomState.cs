namespace Fidelis.Numerics.Randomness;

/// <summary>Reproduces NumPy's <c>RandomState(seed)</c>, with which other libraries choose their splits and subsets.</summary>
/// <remarks>
/// The Mersenne Twister MT19937 of Matsumoto and Nishimura, 1998, seeded as NumPy's legacy generator seeds it from one whole number
/// (<c>init_genrand</c>). NumPy has frozen these sequences. An instance may be used by one thread at a time.
/// </remarks>
public sealed class NumpyRandomState
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] state = new uint[Size];
    private int position = Size;
    private double spareGaussian = double.NaN;

    /// <summary>Initializes the generator as <c>numpy.random.RandomState(seed)</c>.</summary>
    /// <param name="seed">The seed.</param>
    public NumpyRandomState(uint seed)
    {
        for (int i = 0; i < Size; i++)
        {
            state[i] = seed;
            seed = unchecked((1812433253u * (seed ^ (seed >> 30))) + (uint)i + 1);
        }
    }

    /// <summary>Returns 32 random bits, as <c>randint(0, 2**32, dtype=numpy.uint32)</c>.</summary>
    /// <returns>A number in <c>[0, 2^32)</c>.</returns>
    public uint NextUInt32()
    {
        if (position == Size)
        {
            Refill();
        }

        uint y = state[position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    /// <summary>Returns a uniform number, as <c>rand()</c>.</summary>
    /// <returns>A multiple of <c>2^-53</c> in <c>[0, 1)</c>.</returns>
    public double NextDouble()
    {
        uint high = NextUInt32() >> 5;
        uint low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>Returns a number from the normal distribution with mean 0 and variance 1, as <c>randn()</c>.</summary>
    /// <returns>The number; its last bits depend on the platform's logarithm.</returns>
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
        spareGaussian = scale * x;
        return scale * y;
    }

    /// <summary>Returns a whole number below a bound, as <c>randint(0, bound)</c>.</summary>
    /// <param name="bound">The bound, positive.</param>
    /// <returns>A number in <c>[0, bound)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)NextUpTo((uint)(bound - 1));
    }

    /// <summary>Puts elements into random order, as <c>shuffle(x)</c>.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The elements.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)NextUpTo((uint)i);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Returns the numbers below a bound in random order, as <c>permutation(count)</c>.</summary>
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

    /// <summary>Draws different numbers below a bound, as <c>choice(count, size, replace=False)</c>.</summary>
    /// <param name="count">The bound, zero or more.</param>
    /// <param name="size">How many are drawn, at most <paramref name="count"/>.</param>
    /// <returns>Different numbers in <c>[0, count)</c>, in the order in which they were drawn.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or more are to be drawn than there are.</exception>
    public int[] Choice(int count, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, count);
        return Permutation(count)[..size];
    }

    // Bits under the smallest mask that covers the largest number, drawn again while they exceed it.
    private uint NextUpTo(uint largest)
    {
        if (largest == 0)
        {
            return 0;
        }

        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(largest);
        uint value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > largest);
        return value;
    }

    private void Refill()
    {
        for (int i = 0; i < Size; i++)
        {
            uint y = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7FFFFFFF);
            state[i] = state[(i + Middle) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
        }

        position = 0;
    }
}
