using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class SingularValuesTests
{
    // Backward error of a reduction by reflections and rotations: a small multiple of sqrt(n) u ||A||_F in practice.
    private static double Tolerance(Matrix a) =>
        1e-300 + (1e-15 * (5 + Math.Sqrt(Math.Max(a.Rows, a.Columns))) * TestMatrices.FrobeniusNorm(a));

    [Fact]
    public void Compute_SmallShapes_AgreesWithJacobi()
    {
        int[] sizes = [0, 1, 2, 3, 5, 8, 13, 16, 31, 32, 33, 34, 50, 64, 65, 70];
        foreach (int m in sizes)
        {
            foreach (int n in sizes)
            {
                Check(TestMatrices.Random(m, n));
            }
        }
    }

    [Theory]
    [InlineData(97, 97)]
    [InlineData(257, 257)]
    [InlineData(257, 130)]
    [InlineData(101, 500)]
    [InlineData(1, 1000)]
    [InlineData(3000, 3)]
    public void Compute_LargerShapes_AgreesWithMathNet(int m, int n)
    {
        Matrix a = TestMatrices.Random(m, n);
        double[] expected = [.. MathNetMatrices.From(a).Svd(computeVectors: false).S];
        NumericAssert.Close(expected, SingularValues.Compute(a), Tolerance(a));
        CheckFrobenius(a);
    }

    [Fact]
    public void Compute_EigenvaluesOfTheGramMatrix_AreTheSquares()
    {
        Matrix a = TestMatrices.Random(300, 120);
        double[] expected = [.. SymmetricEigenproblem.Values(MatrixProduct.SumOfSymmetricProducts(a.Columns, [a])).Reverse()];
        NumericAssert.Close(expected, SingularValues.Compute(a).Select(s => s * s).ToArray(), 1e-14 * expected[0]);
    }

    [Fact]
    public void Compute_KnownValues_AreFound()
    {
        double[][] spectra =
        [
            [.. Enumerable.Repeat(3.0, 50)],
            [.. Enumerable.Repeat(7.0, 25), .. Enumerable.Repeat(2.0, 20), .. Enumerable.Repeat(0.0, 30)],
            [.. Enumerable.Range(0, 60).Select(i => Math.Pow(10, -i))],
            [1, .. Enumerable.Repeat(0.0, 90)],
            [.. Enumerable.Range(0, 80).Select(i => 1 - (i * 1e-14))],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = WithSingularValues(spectrum);
            NumericAssert.Close(spectrum, SingularValues.Compute(a), Tolerance(a));
            NumericAssert.Close(spectrum.Sum(), SingularValues.NuclearNorm(a), Math.Sqrt(a.Rows) * Tolerance(a));
        }
    }

    // The trace of the covariance's root: X X^T has the nuclear norm ||X||_F^2, at any rank.
    [Theory]
    [InlineData(20, 128, 128)]
    [InlineData(150, 60, 60)]
    [InlineData(150, 60, 7)]
    public void NuclearNorm_OfGramMatrix_IsItsTrace(int n, int d, int rank)
    {
        Matrix x = MatrixProduct.Multiply(TestMatrices.Random(n, rank), TestMatrices.Random(rank, d, 5));
        Matrix gram = MatrixProduct.MultiplyTransposeRight(x, x);
        double trace = gram.Trace();
        NumericAssert.Close(trace, SingularValues.NuclearNorm(gram), 0, 1e-13);
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e-300)]
    [InlineData(1e-150)]
    [InlineData(1e160)]
    [InlineData(1e306)]
    public void Compute_ExtremeScale_ScalesWithTheMatrix(double scale)
    {
        EigenAssert.ScaleWithTheMatrix(SingularValues.Compute, TestMatrices.Random(30, 20), scale);
    }

    // The singular values of a symmetric matrix are the magnitudes of its eigenvalues.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(45)]
    [InlineData(70)]
    public void Compute_DifficultKinds_AreMagnitudesOfEigenvalues(int n)
    {
        for (uint seed = 1; seed <= 4; seed++)
        {
            foreach ((_, Matrix a) in TestMatrices.DifficultSymmetric(n, seed))
            {
                double[] expected = [.. SymmetricEigenproblem.Values(a).Select(Math.Abs).OrderDescending()];
                NumericAssert.Close(expected, SingularValues.Compute(a), Tolerance(a));
                CheckFrobenius(a);
            }
        }
    }

    // A column so small that the squares of its elements underflow to subnormal numbers: its reflection must still be orthogonal, or it
    // spoils the large elements beside it.
    [Fact]
    public void Compute_TinyColumnBesideLarge_LeavesTheLargeValues()
    {
        for (int exponent = -320; exponent <= 0; exponent++)
        {
            double tiny = Math.Pow(10, exponent);
            Matrix a = new(3, 3, [0, tiny, 0, tiny, 0, 1, 0, 1, 0]);
            double large = Math.Sqrt(1 + (tiny * tiny));
            NumericAssert.Close([large, large, 0], SingularValues.Compute(a), 1e-15);
        }
    }

    // Columns that shrink to 1e-140, so that squares underflow inside the reduction.
    [Fact]
    public void Compute_GradedColumns_AgreesWithJacobi()
    {
        Matrix a = TestMatrices.Random(40, 36);
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 36; j++)
            {
                a[i, j] *= Math.Pow(10, -4 * j);
            }
        }

        Check(a);
    }

    [Fact]
    public void Compute_Special_IsExact()
    {
        Assert.Equal(new double[3], SingularValues.Compute(new(5, 3)));
        Assert.Empty(SingularValues.Compute(new(0, 3)));
        Assert.Empty(SingularValues.Compute(new(3, 0)));
        Assert.Equal(0, SingularValues.NuclearNorm(new(0, 0)));
        Assert.Equal([2.5], SingularValues.Compute(new(1, 1, [-2.5])));
        Assert.Equal([5], SingularValues.Compute(new(1, 2, [3, -4])));
        Assert.Equal([3, 2, 1], SingularValues.Compute(new(3, 3, [0, -2, 0, 1, 0, 0, 0, 0, 3])));
    }

    [Fact]
    public void Compute_Matrix_IsLeftAlone()
    {
        foreach ((int m, int n) in new[] { (20, 20), (50, 10), (10, 50) })
        {
            Matrix a = TestMatrices.Random(m, n);
            double[] before = [.. a.Data];
            SingularValues.Compute(a);
            Assert.Equal(before, a.Data);
        }
    }

    [Fact]
    public void Compute_OneOrSeveralThreads_SameBits()
    {
        Matrix square = TestMatrices.Random(430, 410);
        Matrix tall = TestMatrices.Random(3000, 90);
        ThreadCounts.AssertSameBits(() => SingularValues.Compute(square));
        ThreadCounts.AssertSameBits(() => SingularValues.Compute(tall));
        CheckFrobenius(square);
        CheckFrobenius(tall);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compute_NotFinite_SaysWhere(double bad)
    {
        Matrix a = TestMatrices.Random(4, 6);
        a[3, 5] = bad;
        InputException e = Assert.Throws<InputException>(() => SingularValues.Compute(a));
        Assert.Contains("row 3, column 5", e.Message, StringComparison.Ordinal);
    }

    private static void Check(Matrix a)
    {
        NumericAssert.Close(JacobiSingularValues.Compute(a), SingularValues.Compute(a), Tolerance(a));
        CheckFrobenius(a);
    }

    private static void CheckFrobenius(Matrix a)
    {
        double norm = TestMatrices.FrobeniusNorm(a);
        double[] values = SingularValues.Compute(a);
        NumericAssert.Close(norm, TestMatrices.FrobeniusNorm(new(1, values.Length, values)), 1e-320, 1e-14);
    }

    private static Matrix WithSingularValues(double[] values)
    {
        Matrix left = TestMatrices.RandomOrthogonal(values.Length);
        Matrix right = TestMatrices.RandomOrthogonal(values.Length, 77);
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                left[i, j] *= values[j];
            }
        }

        return PlainProduct.Multiply(left, right);
    }
}
