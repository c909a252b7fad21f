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

    /// <summary>Symmetric matrices of the kinds at which eigenvalue programs have failed.</summary>
    public static IEnumerable<(string Kind, Matrix Matrix)> DifficultSymmetric(int size, uint seed)
    {
        double[] u = Lcg.Values(seed, size * size);
        yield return ("signs", Fill(size, (i, j) => Math.Floor(u[(i * size) + j] * 3) - 1));
        yield return ("sparse", Fill(size, (i, j) => u[(i * size) + j] < 0.05 ? 1 : 0));
        yield return ("every magnitude", Fill(size, (i, j) => Math.Pow(10, -300 * u[(i * size) + j])));
        yield return ("identity and noise", Fill(size, (i, j) => i == j ? 1 : 1e-16 * u[(i * size) + j]));
        yield return ("tridiagonal of every magnitude", Fill(size, (i, j) => i - j == 1 ? Math.Pow(10, -320 * u[(i * size) + j]) : 0));
        yield return ("path", Fill(size, (i, j) => i - j == 1 ? 1 : 0));
        yield return ("ones", Fill(size, (_, _) => 1));
        yield return ("shrinking", Fill(size, (i, j) => Math.Pow(2, -3 * (i + j)) * (u[(i * size) + j] - 0.5)));
        yield return ("growing", Fill(size, (i, j) => Math.Pow(2, -3 * ((2 * size) - i - j)) * (u[(i * size) + j] - 0.5)));
        yield return ("spread diagonal", Fill(size, (i, j) => i == j ? Math.Pow(10, -20 * u[(i * size) + j]) : 1e-9 * u[(i * size) + j]));
        yield return ("blocks", Fill(size, (i, j) => i / 5 == j / 5 ? u[(i * size) + j] - 0.5 : 0));
    }

    /// <summary>The square root of the sum of squares, also where squares underflow or many small ones meet a large one.</summary>
    public static double FrobeniusNorm(Matrix a)
    {
        double largest = a.Data.Length == 0 ? 0 : a.Data.Max(Math.Abs);
        return largest == 0 ? 0 : largest * Math.Sqrt(a.Data.Select(x => x / largest * (x / largest)).Order().Sum());
    }

    private static Matrix Fill(int size, Func<int, int, double> element)
    {
        Matrix a = new(size, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i, j] = a[j, i] = element(i, j);
            }
        }

        return a;
    }
}
