using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>Matrices with known properties.</summary>
internal static class TestMatrices
{
    /// <summary>Elements of the same law in [-1, 1).</summary>
    public static Matrix Random(int rows, int columns, uint seed = 1) =>
        new(rows, columns, Lcg.Values(seed + (uint)((7919 * rows) + columns), rows * columns, 2, -1));

    /// <summary>A symmetric matrix with elements in [-1, 1).</summary>
    public static Matrix RandomSymmetric(int size, uint seed = 1)
    {
        Matrix a = Random(size, size, seed);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[j, i] = a[i, j];
            }
        }

        return a;
    }

    /// <summary>A product of Householder reflections, orthogonal to working accuracy.</summary>
    public static Matrix RandomOrthogonal(int size, uint seed = 1)
    {
        Matrix q = Matrix.Identity(size);
        for (int step = 0; step < 3; step++)
        {
            double[] v = Lcg.Values(seed + (uint)(31 * step), size, 2, -1);
            double square = v.Sum(x => x * x);
            for (int i = 0; i < size; i++)
            {
                double dot = 0;
                for (int j = 0; j < size; j++)
                {
                    dot += q[i, j] * v[j];
                }

                for (int j = 0; j < size; j++)
                {
                    q[i, j] -= 2 * dot / square * v[j];
                }
            }
        }

        return q;
    }

    /// <summary><c>Q diag(values) Q^T</c>, symmetric to the last bit.</summary>
    public static Matrix WithSpectrum(double[] values, uint seed = 1)
    {
        Matrix q = RandomOrthogonal(values.Length, seed);
        Matrix scaled = new(values.Length, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                scaled[i, j] = q[i, j] * values[j];
            }
        }

        Matrix a = PlainProduct.Multiply(scaled, q.Transpose());
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                a[j, i] = a[i, j];
            }
        }

        return a;
    }

    /// <summary>The square root of the sum of squares.</summary>
    public static double FrobeniusNorm(Matrix a) => Math.Sqrt(a.Data.Sum(x => x * x));
}
