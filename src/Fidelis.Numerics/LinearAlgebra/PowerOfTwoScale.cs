namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Brings a matrix near 1 in magnitude by a power of two, which costs no accuracy, so that the algorithms behind it need not fear
/// overflow and may neglect what lies near the smallest normal number.
/// </summary>
internal readonly unsafe struct PowerOfTwoScale
{
    private readonly int exponent;

    private PowerOfTwoScale(int exponent) => this.exponent = exponent;

    /// <summary>Scales a copy of a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="largest">Its largest magnitude, above zero.</param>
    /// <param name="scaled">The copy, whose largest magnitude lies in <c>[1, 2)</c>, or below where the matrix is subnormal.</param>
    internal static PowerOfTwoScale Apply(Matrix matrix, double largest, out Matrix scaled)
    {
        int exponent = Math.Max(Math.ILogB(largest), -1000);
        double factor = Math.ScaleB(1, -exponent);
        scaled = matrix.Copy();
        fixed (double* data = scaled.Data)
        {
            VectorKernels.Scale(factor, data, scaled.Data.Length);
        }

        return new(exponent);
    }

    /// <summary>Scales results back.</summary>
    internal void Undo(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.ScaleB(values[i], exponent);
        }
    }
}
