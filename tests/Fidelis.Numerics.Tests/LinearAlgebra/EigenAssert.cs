using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>What holds for the decomposition of every matrix.</summary>
internal static class EigenAssert
{
    // Backward error of a reduction by reflections and rotations: a small multiple of sqrt(n) u ||A||_F in practice (n u in the worst case).
    public static double Tolerance(Matrix a) => 1e-300 + (1e-15 * (5 + Math.Sqrt(a.Rows)) * TestMatrices.FrobeniusNorm(a));

    /// <summary>Checks that values of a matrix of 30 rows, of magnitudes near 1, follow a factor on all of its elements.</summary>
    public static void ScaleWithTheMatrix(Func<Matrix, double[]> values, Matrix a, double scale)
    {
        double[] expected = values(a);
        double[] actual = values(new(a.Rows, a.Columns, [.. a.Data.Select(x => x * scale)]));
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // A subnormal matrix keeps only a few bits: half of the smallest number is lost in every element.
            double tolerance = (1e-13 * scale) + (30 * double.Epsilon);
            Assert.InRange(actual[i], (expected[i] * scale) - tolerance, (expected[i] * scale) + tolerance);
        }
    }

    public static void Decomposes(Matrix a)
    {
        int n = a.Rows;
        SymmetricEigendecomposition result = SymmetricEigenproblem.Decompose(a);
        Matrix v = result.Vectors;
        for (int i = 1; i < n; i++)
        {
            Assert.True(result.Values[i - 1] <= result.Values[i], "The eigenvalues must ascend.");
        }

        NumericAssert.Close(Matrix.Identity(n).Data, MatrixProduct.MultiplyTransposeLeft(v, v).Data, 1e-15 * (5 + Math.Sqrt(n)));
        Matrix scaled = v.Copy();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                scaled[i, j] *= result.Values[j];
            }
        }

        NumericAssert.Close(a.Data, MatrixProduct.MultiplyTransposeRight(scaled, v).Data, Tolerance(a));
        NumericAssert.Close(a.Trace(), result.Values.Sum(), Math.Sqrt(n) * Tolerance(a));
        NumericAssert.Close(TestMatrices.FrobeniusNorm(a), TestMatrices.FrobeniusNorm(new(1, n, result.Values)), Tolerance(a));
    }
}
