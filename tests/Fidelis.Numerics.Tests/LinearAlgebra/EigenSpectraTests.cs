using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>Matrices whose spectra are known or difficult: closed forms, clusters, grading, extreme scales.</summary>
public sealed class EigenSpectraTests
{
    // The eigenvalues of the matrix with 2 on the diagonal and -1 beside it are 2 - 2 cos(k pi / (n + 1)).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(301)]
    public void Values_SecondDifference_AreTheClosedForm(int n)
    {
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            a[i, i] = 2;
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = -1;
            }
        }

        double[] expected = [.. Enumerable.Range(1, n).Select(k => 2 - (2 * Math.Cos(k * Math.PI / (n + 1))))];
        NumericAssert.Close(expected, SymmetricEigenproblem.Values(a), 4e-16 * (5 + Math.Sqrt(n)));
        EigenAssert.Decomposes(a);
    }

    // det of the 6 x 6 Hilbert matrix is 1 / 186313420339200000, the trace the sum of 1 / (2i - 1); the condition is 1.5e7.
    [Fact]
    public void Values_Hilbert_HaveItsDeterminantAndTrace()
    {
        Matrix a = Hilbert(6);
        double[] values = SymmetricEigenproblem.Values(a);
        NumericAssert.Close(1 / 186313420339200000.0, values.Aggregate((x, y) => x * y), 0, 1e-8);
        NumericAssert.Close(a.Trace(), values.Sum(), 1e-15);
        EigenAssert.Decomposes(Hilbert(40));
    }

    [Fact]
    public void Values_KnownSpectra_AreFound()
    {
        double[][] spectra =
        [
            [.. Enumerable.Repeat(3.0, 50)],
            [.. Enumerable.Repeat(-2.0, 20), .. Enumerable.Repeat(0.0, 30), .. Enumerable.Repeat(7.0, 25)],
            [.. Enumerable.Range(0, 60).Select(i => Math.Pow(10, i - 60.0)).Order()],
            [.. Enumerable.Repeat(0.0, 90), .. Enumerable.Range(1, 10).Select(i => (double)i)],
            [.. Enumerable.Range(0, 80).Select(i => 1 + (i * 1e-14))],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = TestMatrices.WithSpectrum(spectrum);
            NumericAssert.Close(spectrum, SymmetricEigenproblem.Values(a), EigenAssert.Tolerance(a));
            EigenAssert.Decomposes(a);
        }
    }

    // Wilkinson's W21+: pairs of eigenvalues that agree to 14 digits. The largest is 10.746194182903393 (Wilkinson, The Algebraic
    // Eigenvalue Problem, 1965, p. 309).
    [Fact]
    public void Decompose_WilkinsonMatrix_SeparatesClosePairs()
    {
        Matrix a = new(21, 21);
        for (int i = 0; i < 21; i++)
        {
            a[i, i] = Math.Abs(i - 10);
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = 1;
            }
        }

        double[] values = SymmetricEigenproblem.Values(a);
        NumericAssert.Close(10.746194182903393, values[20], 2e-14);
        NumericAssert.Close(10.746194182903322, values[19], 2e-14);
        EigenAssert.Decomposes(a);
    }

    // Copies of Wilkinson's matrix, coupled by elements from none through the last digits to ordinary ones: clusters within and across the halves that are joined.
    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e-16)]
    [InlineData(1e-14)]
    [InlineData(1e-8)]
    [InlineData(0.1)]
    [InlineData(1e3)]
    public void Decompose_GluedWilkinsonMatrices_IsAccurate(double glue)
    {
        const int Copies = 9;
        Matrix a = new(21 * Copies, 21 * Copies);
        for (int i = 0; i < a.Rows; i++)
        {
            a[i, i] = Math.Abs((i % 21) - 10);
            if (i > 0)
            {
                a[i, i - 1] = a[i - 1, i] = i % 21 == 0 ? glue : 1;
            }
        }

        EigenAssert.Decomposes(a);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Decompose_RepeatedAndGradedSpectra_AreAccurate(int n)
    {
        double[][] spectra =
        [
            [.. Enumerable.Range(0, n).Select(i => (double)(i / 7))],
            [.. Enumerable.Range(0, n).Select(i => Math.Pow(10, -20.0 * (n - i) / n))],
            [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? 0.0 : 1 + (i * 1e-15))],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = TestMatrices.WithSpectrum(spectrum);
            NumericAssert.Close(spectrum, SymmetricEigenproblem.Values(a), EigenAssert.Tolerance(a));
            EigenAssert.Decomposes(a);
        }
    }

    // Graded matrices in both directions: elements from 1 to 1e-120.
    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void Decompose_Graded_StaysAccurate(double direction)
    {
        const int N = 60;
        Matrix a = TestMatrices.RandomSymmetric(N);
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                a[i, j] *= Math.Pow(10, -direction * (i + j)) * (direction > 0 ? 1 : Math.Pow(10, -2 * N));
            }
        }

        EigenAssert.Decomposes(a);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(45)]
    [InlineData(70)]
    public void Decompose_DifficultKinds_IsAccurate(int n)
    {
        for (uint seed = 1; seed <= 4; seed++)
        {
            foreach ((_, Matrix a) in TestMatrices.DifficultSymmetric(n, seed))
            {
                EigenAssert.Decomposes(a);
            }
        }
    }

    [Theory]
    [InlineData(1e-320)]
    [InlineData(1e-300)]
    [InlineData(1e-150)]
    [InlineData(1e160)]
    [InlineData(1e306)]
    public void Values_ExtremeScale_ScaleWithTheMatrix(double scale)
    {
        EigenAssert.ScaleWithTheMatrix(SymmetricEigenproblem.Values, TestMatrices.RandomSymmetric(30), scale);
    }

    private static Matrix Hilbert(int n)
    {
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = 1.0 / (i + j + 1);
            }
        }

        return a;
    }
}
