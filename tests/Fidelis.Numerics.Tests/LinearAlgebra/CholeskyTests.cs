using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.LinearAlgebra.Reference;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class CholeskyTests
{
    [Fact]
    public void Factor_SmallSizes_AgreesWithRecurrence()
    {
        for (int n = 0; n <= 70; n++)
        {
            CheckAgainstRecurrence(n);
        }
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(257)]
    [InlineData(577)]
    public void Factor_LargerSizes_AgreesWithRecurrenceAndMathNet(int n)
    {
        CheckAgainstRecurrence(n);
        Matrix a = PositiveDefinite(n);
        double[] expected = MathNetMatrices.From(a).Cholesky().Factor.ToRowMajorArray();
        NumericAssert.Close(expected, Cholesky.Factor(a).Data, Tolerance(a));
    }

    // L of the matrix min(i, j) is the lower triangle of ones.
    [Theory]
    [InlineData(3)]
    [InlineData(150)]
    public void Factor_MinimumOfIndices_IsTriangleOfOnes(int n)
    {
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = 1 + Math.Min(i, j);
            }
        }

        Matrix factor = Cholesky.Factor(a);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(j <= i ? 1 : 0, factor[i, j]);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(99)]
    public void Factor_PivotNotPositive_IsNamed(int pivot)
    {
        Matrix a = Matrix.Identity(100);
        a[pivot, pivot] = pivot % 2 == 0 ? 0 : -1;
        Assert.False(Cholesky.TryFactor(a, out Matrix? factor, out int failedPivot));
        Assert.Null(factor);
        Assert.Equal(pivot, failedPivot);
        InputException e = Assert.Throws<InputException>(() => Cholesky.Factor(a));
        Assert.Contains($"pivot {pivot} of 100", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factor_SingularFromTheSecondPanel_IsNamed()
    {
        // A semidefinite matrix of rank 80, exact in float64: its pivot 80 is zero.
        Matrix l = new(100, 80);
        for (int i = 0; i < 100; i++)
        {
            for (int j = 0; j < 80; j++)
            {
                l[i, j] = i >= j ? 1 : 0;
            }
        }

        Assert.False(Cholesky.TryFactor(MatrixProduct.MultiplyTransposeRight(l, l), out _, out int failedPivot));
        Assert.Equal(80, failedPivot);
    }

    [Fact]
    public void Factor_UpperTriangle_IsNotRead()
    {
        Matrix a = PositiveDefinite(90);
        double[] expected = Cholesky.Factor(a).Data;
        for (int i = 0; i < 90; i++)
        {
            a.Row(i)[(i + 1)..].Fill(double.NaN);
        }

        Assert.Equal(expected, Cholesky.Factor(a).Data);
    }

    [Fact]
    public void Factor_NaN_SaysWhere()
    {
        Matrix a = PositiveDefinite(4);
        a[2, 1] = double.NaN;
        Assert.Contains("row 2, column 1", Assert.Throws<InputException>(() => Cholesky.Factor(a)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factor_NotSquare_IsRefused() => Assert.Throws<ArgumentException>(() => Cholesky.Factor(new(3, 2)));

    [Fact]
    public void Factor_OneOrSeveralThreads_SameBits()
    {
        Matrix a = PositiveDefinite(400);
        ThreadCounts.AssertSameBits(() => Cholesky.Factor(a).Data);
    }

    // Inverse iteration converges from above by the ratio of the two smallest eigenvalues at each step; where they are close to each other either will do.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1e-3)]
    [InlineData(40, 1e-6)]
    [InlineData(40, 1e-14)]
    [InlineData(200, 0.5)]
    [InlineData(200, 1e-9)]
    public void EstimateSmallestEigenvalue_KnownSpectra_IsFromAboveAndNear(int n, double smallest)
    {
        foreach (double power in (double[])[1, 3])
        {
            // Eigenvalues from 1 to the smallest one, evenly spaced or crowded at the small end, about axes at random.
            double[] values = [.. Enumerable.Range(0, n).Select(i => smallest + ((1 - smallest) * Math.Pow((double)i / Math.Max(n - 1, 1), power)))];
            Matrix a = TestMatrices.WithSpectrum(values);

            // The factor is that of a matrix within n u of this one, and the turned matrix within some u of the spectrum.
            double estimate = Cholesky.EstimateSmallestEigenvalue(Cholesky.Factor(a));
            Assert.InRange(estimate, values[0] - ((n + 20) * 1.2e-16), Math.Max(2 * values[0], values[Math.Min(2, n - 1)]));
        }
    }

    [Theory]
    [InlineData(40, 1e-6)]
    [InlineData(200, 1e-9)]
    public void EstimateSmallestEigenvalue_SomethingIsEnough_StopsOnlyAboveIt(int n, double smallest)
    {
        Matrix factor = Cholesky.Factor(TestMatrices.WithSpectrum([.. Enumerable.Range(0, n).Select(i => smallest + ((1 - smallest) * Math.Pow(i / (n - 1.0), 3)))]));
        double full = Cholesky.EstimateSmallestEigenvalue(factor);

        // No estimate is above the largest eigenvalue, 1; and each step of inverse iteration leads further down.
        Assert.Equal(full, Cholesky.EstimateSmallestEigenvalue(factor, enough: 2));
        Assert.InRange(Cholesky.EstimateSmallestEigenvalue(factor, enough: 0), full * (1 + 1e-9), 1);
    }

    private static void CheckAgainstRecurrence(int n)
    {
        Matrix a = PositiveDefinite(n);
        Matrix factor = Cholesky.Factor(a);
        NumericAssert.Close(PlainCholesky.Factor(a).Data, factor.Data, Tolerance(a));
        NumericAssert.Close(a.Data, MatrixProduct.MultiplyTransposeRight(factor, factor).Data, Tolerance(a));
    }

    // Eigenvalues between 1 and about 1 + n/3 + 2n/3: a condition number near n, by which rounding errors of u sqrt(n) max|a| grow at most.
    private static double Tolerance(Matrix a) => 1e-300 + (1e-16 * (5 + Math.Sqrt(a.Rows)) * a.Rows);

    private static Matrix PositiveDefinite(int n)
    {
        Matrix a = MatrixProduct.SumOfSymmetricProducts(n, [TestMatrices.Random(n, n)]);
        for (int i = 0; i < n; i++)
        {
            a[i, i] += 1;
        }

        return a;
    }
}
