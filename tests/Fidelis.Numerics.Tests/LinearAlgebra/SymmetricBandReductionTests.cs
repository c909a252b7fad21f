using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>Holds the two stages by way of a symmetric band to the direct reduction and to known spectra.</summary>
public sealed class SymmetricBandReductionTests
{
    // Backward error of reflections from both sides, as in the tests of the direct reduction.
    private static double Tolerance(Matrix a) => 1e-300 + (1e-15 * (5 + Math.Sqrt(a.Rows)) * TestMatrices.FrobeniusNorm(a));

    // Widths below, at and beyond the size, and sizes that end in the middle of a panel.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Reduce_SmallMatrices_KeepsTheEigenvalues(int width)
    {
        for (int n = 1; n <= 45; n++)
        {
            Matrix a = TestMatrices.RandomSymmetric(n);
            NumericAssert.Close(Direct(a), ByBand(a, width), Tolerance(a));
        }
    }

    // Kinds at which eigenvalue programs have failed: every magnitude, zeros, clusters, graded in either direction.
    [Theory]
    [InlineData(17)]
    [InlineData(70)]
    [InlineData(131)]
    public void Reduce_DifficultKinds_KeepsTheEigenvalues(int n)
    {
        for (uint seed = 1; seed <= 3; seed++)
        {
            foreach ((_, Matrix a) in TestMatrices.DifficultSymmetric(n, seed))
            {
                NumericAssert.Close(Direct(a), ByBand(a, 8), Tolerance(a));
                NumericAssert.Close(Direct(a), ByBand(a, 16), Tolerance(a));
            }
        }
    }

    [Theory]
    [InlineData(200, 64)]
    [InlineData(257, 64)]
    [InlineData(330, 48)]
    public void Reduce_KnownSpectra_AreFound(int n, int width)
    {
        double[][] spectra =
        [
            [.. Enumerable.Repeat(3.0, n)],
            [.. Enumerable.Range(0, n).Select(i => (double)(i / 7))],
            [.. Enumerable.Range(0, n).Select(i => Math.Pow(10, -20.0 * (n - i) / n))],
            [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? 0.0 : 1 + (i * 1e-15))],
            [.. Enumerable.Range(0, n).Select(i => i < n / 3 ? -2.0 : i)],
        ];
        foreach (double[] spectrum in spectra)
        {
            Matrix a = TestMatrices.WithSpectrum(spectrum);
            NumericAssert.Close([.. spectrum.Order()], ByBand(a, width), Tolerance(a));
        }
    }

    [Fact]
    public void Reduce_AnyMatrix_LeavesNothingBeyondTheBand()
    {
        const int N = 23;
        const int Width = 4;
        Matrix a = TestMatrices.RandomSymmetric(N);
        BandMatrix band = SymmetricBandReduction.Reduce(a, bandWidth: Width);

        double square = 0;
        for (int i = 0; i < N; i++)
        {
            for (int j = i; j < Math.Min(N, i + (2 * Width)); j++)
            {
                square += band[i, j] * band[i, j] * (i == j ? 1 : 2);
                Assert.True(j <= i + Width || band[i, j] == 0, $"Element [{i}, {j}] is {band[i, j]}.");
                Assert.True(j - i >= Width || band[i, j] == band[j, i], $"Elements [{i}, {j}] and [{j}, {i}] are {band[i, j]} and {band[j, i]}.");
            }
        }

        // Orthogonal matrices keep the sum of squares; some 500 of them below 1 round by some 1e-14.
        NumericAssert.Close(a.Data.Sum(x => x * x), square, 1e-12);
    }

    // The route that eigenvalues alone take where the matrix is large, from its first size on.
    [Theory]
    [InlineData(640)]
    [InlineData(701)]
    public void Values_LargeMatrices_AreThoseOfTheDecomposition(int n)
    {
        Matrix a = TestMatrices.RandomSymmetric(n);
        double[] values = SymmetricEigenproblem.Values(a);
        NumericAssert.Close(SymmetricEigenproblem.Decompose(a).Values, values, Tolerance(a));
        NumericAssert.Close(a.Trace(), values.Sum(), Math.Sqrt(n) * Tolerance(a));
    }

    [Fact]
    public void Values_LargeMatrix_UpperTriangleIsNotRead()
    {
        Matrix a = TestMatrices.RandomSymmetric(650);
        Matrix lower = a.Copy();
        for (int i = 0; i < a.Rows; i++)
        {
            lower.Row(i)[(i + 1)..].Fill(double.NaN);
        }

        Assert.Equal(SymmetricEigenproblem.Values(a), SymmetricEigenproblem.Values(lower));
    }

    [Fact]
    public void Values_OneOrSeveralThreads_SameBits()
    {
        Matrix a = TestMatrices.RandomSymmetric(660);
        ThreadCounts.AssertSameBits(() => SymmetricEigenproblem.Values(a));
    }

    private static double[] Direct(Matrix a)
    {
        Tridiagonalization tridiagonal = new(a);
        return Ascending(tridiagonal.Diagonal, tridiagonal.OffDiagonal);
    }

    private static double[] ByBand(Matrix a, int width)
    {
        double[] diagonal = new double[a.Rows];
        double[] offDiagonal = new double[a.Rows - 1];
        SymmetricBulgeChase.Reduce(SymmetricBandReduction.Reduce(a, bandWidth: width), diagonal, offDiagonal);
        return Ascending(diagonal, offDiagonal);
    }

    private static double[] Ascending(double[] diagonal, double[] offDiagonal)
    {
        DivideAndConquer.Diagonalize(diagonal, offDiagonal, vectors: null);
        return [.. diagonal.Order()];
    }
}
