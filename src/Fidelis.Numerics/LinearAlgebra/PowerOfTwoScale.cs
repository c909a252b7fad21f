namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Brings a matrix near 1 in magnitude by a power of two, which costs no accuracy, so that the algorithms behind it need not fear
/// overflow and may neglect what lies near the smallest normal number.
/// </summary>
internal readonly struct PowerOfTwoScale
{
    private readonly int exponent;

    /// <summary>Finds the scale.</summary>
    /// <param name="largest">The largest magnitude of the matrix, above zero.</param>
    internal PowerOfTwoScale(double largest) => exponent = Math.Max(Math.ILogB(largest), -1000);

    /// <summary>Gets the power: times it, the largest magnitude lies in <c>[1, 2)</c>, or below where the matrix is subnormal.</summary>
    internal double Factor => Math.ScaleB(1, -exponent);

    /// <summary>Scales results back.</summary>
    internal void Undo(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.ScaleB(values[i], exponent);
        }
    }
}
