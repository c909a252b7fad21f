using Fidelis.Numerics.LinearAlgebra.Reference;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Singular values of real matrices.</summary>
public static class SingularValues
{
    /// <summary>Computes the singular values.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>.</param>
    /// <returns>The <c>min(m, n)</c> singular values, descending.</returns>
    public static double[] Compute(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        _ = matrix.RequireFinite();
        return JacobiSingularValues.Compute(matrix);
    }

    /// <summary>Computes the nuclear norm: the sum of the singular values.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>.</param>
    /// <returns>The nuclear norm, 0 for a matrix without elements.</returns>
    public static double NuclearNorm(Matrix matrix)
    {
        double sum = 0;
        double[] values = Compute(matrix);
        for (int i = values.Length - 1; i >= 0; i--)
        {
            sum += values[i];
        }

        return sum;
    }
}
