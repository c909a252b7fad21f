namespace Fidelis.Numerics.Randomness;

/// <summary>The SplitMix64 generator, which turns a seed of any quality into well mixed state for other generators.</summary>
/// <remarks>
/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are those of Vigna's public
/// domain version, https://prng.di.unimi.it/splitmix64.c.
/// </remarks>
internal struct SplitMix64(ulong state)
{
    private ulong state = state;

    /// <summary>Returns the next 64 bits.</summary>
    internal ulong Next()
    {
        state = unchecked(state + 0x9E3779B97F4A7C15);
        return Mix(state);
    }

    /// <summary>Maps 64 bits one to one onto 64 bits that look unrelated.</summary>
    internal static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
