using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Cells;

/// <summary>Draws of the kinds that natural variation needs.</summary>
internal static class Draws
{
    /// <summary>Draws evenly between two numbers.</summary>
    /// <param name="random">The generator.</param>
    /// <param name="from">The smallest number.</param>
    /// <param name="to">The largest number.</param>
    /// <returns>The number.</returns>
    public static float Between(this Xoshiro256 random, float from, float to) => from + ((to - from) * (float)random.NextDouble());

    /// <summary>Draws any direction.</summary>
    /// <param name="random">The generator.</param>
    /// <returns>An angle in radians.</returns>
    public static float Angle(this Xoshiro256 random) => random.Between(0, MathF.Tau);

    /// <summary>Draws whether something happens.</summary>
    /// <param name="random">The generator.</param>
    /// <param name="probability">How probable it is.</param>
    /// <returns>Whether it happens.</returns>
    public static bool Chance(this Xoshiro256 random, double probability) => random.NextDouble() < probability;
}
