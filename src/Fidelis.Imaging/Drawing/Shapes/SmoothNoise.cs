using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Drawing.Shapes;

/// <summary>A random function of the plane that changes smoothly over distances of about 1: value noise.</summary>
/// <param name="random">Gives the function its seed.</param>
internal sealed class SmoothNoise(Xoshiro256 random)
{
    private readonly ulong seed = random.NextUInt64();

    /// <summary>Gets the function's value.</summary>
    /// <param name="x">The place across.</param>
    /// <param name="y">The place down.</param>
    /// <returns>A number in [-1, 1].</returns>
    public float At(float x, float y)
    {
        int column = (int)MathF.Floor(x);
        int row = (int)MathF.Floor(y);
        float u = Ease(x - column);
        float v = Ease(y - row);
        float above = Mix(Lattice(column, row), Lattice(column + 1, row), u);
        float below = Mix(Lattice(column, row + 1), Lattice(column + 1, row + 1), u);
        return (2 * Mix(above, below, v)) - 1;
    }

    /// <summary>Tells how near the closest of randomly scattered points is, one point for each unit square.</summary>
    /// <param name="x">The place across.</param>
    /// <param name="y">The place down.</param>
    /// <returns>The distance, about 0 to 1.</returns>
    public float DistanceToPoint(float x, float y)
    {
        int column = (int)MathF.Floor(x);
        int row = (int)MathF.Floor(y);
        float nearest = float.MaxValue;
        for (int j = row - 1; j <= row + 1; j++)
        {
            for (int i = column - 1; i <= column + 1; i++)
            {
                float dx = i + Lattice(i, j) - x;
                float dy = j + Lattice(i + 7919, j) - y;
                nearest = MathF.Min(nearest, (dx * dx) + (dy * dy));
            }
        }

        return MathF.Sqrt(nearest);
    }

    private static float Mix(float from, float to, float share) => from + ((to - from) * share);

    // The cubic whose slope is 0 at both ends.
    private static float Ease(float t) => t * t * (3 - (2 * t));

    // A number in [0, 1) for each lattice point: its coordinates stirred by the finaliser of splitmix64.
    private float Lattice(int column, int row)
    {
        ulong z = seed + ((ulong)(uint)column * 0x9E3779B97F4A7C15) + ((ulong)(uint)row * 0xC2B2AE3D27D4EB4F);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
    }
}
