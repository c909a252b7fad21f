namespace Fidelis.Testing;

/// <summary>
/// The small generator that golden inputs are made with: <c>x = (1664525 x + 1013904223) mod 2^32</c>, <c>u = x / 2^32</c>,
/// the first value after the first step.
/// </summary>
public static class Lcg
{
    /// <summary>Makes <paramref name="count"/> values <c>u * scale + shift</c>, row by row where they fill a matrix.</summary>
    public static double[] Values(uint seed, int count, double scale = 1, double shift = 0)
    {
        double[] values = new double[count];
        uint x = seed;
        for (int i = 0; i < count; i++)
        {
            x = unchecked((1664525u * x) + 1013904223u);
            values[i] = (x / 4294967296.0 * scale) + shift;
        }

        return values;
    }

    /// <summary>Makes the same values, rounded to float32.</summary>
    public static float[] Floats(uint seed, int count, double scale = 1, double shift = 0) =>
        Array.ConvertAll(Values(seed, count, scale, shift), value => (float)value);
}
