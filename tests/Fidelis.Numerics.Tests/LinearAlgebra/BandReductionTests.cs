using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Testing;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

/// <summary>Holds the two stages by way of a band to the direct reduction.</summary>
public sealed class BandReductionTests
{
    // All widths below, at and beyond the size, and sizes that end in the middle of a panel.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Reduce_SmallMatrices_KeepsTheSingularValues(int width)
    {
        for (int columns = 1; columns <= 40; columns++)
        {
            foreach (int rows in (int[])[columns, columns + 1, columns + 9])
            {
                Matrix matrix = TestMatrices.Random(rows, columns);
                Check(matrix, BandReduction.Reduce(matrix, bandWidth: width));
            }
        }
    }

    [Fact]
    public void Reduce_AnyMatrix_LeavesNothingBeyondTheBand()
    {
        Matrix matrix = TestMatrices.Random(30, 23);
        BandMatrix band = BandReduction.Reduce(matrix, bandWidth: 4);

        double square = 0;
        for (int i = 0; i < 23; i++)
        {
            for (int j = Math.Max(0, i - 3); j < Math.Min(23, i + 8); j++)
            {
                square += band[i, j] * band[i, j];
                Assert.True((j >= i && j <= i + 4) || band[i, j] == 0, $"Element [{i}, {j}] is {band[i, j]}.");
            }
        }

        // Orthogonal matrices keep the sum of squares; 690 of them below 1 round by some 1e-14.
        NumericAssert.Close(matrix.Data.Sum(x => x * x), square, 1e-12);
    }

    [Theory]
    [InlineData(384, 384)]
    [InlineData(385, 385)]
    [InlineData(460, 433)]
    [InlineData(900, 480)]
    [InlineData(512, 512)]
    public void Compute_LargeMatrices_GivesWhatTheDirectReductionDoes(int rows, int columns)
    {
        Matrix matrix = TestMatrices.Random(rows, columns);
        NumericAssert.Close(Direct(matrix), SingularValues.Compute(matrix), 1e-14 * rows);
        NumericAssert.Close(Direct(matrix), SingularValues.Compute(matrix.Transpose()), 1e-14 * rows);
    }

    // Half of the columns repeat the others, and scales fall from 1 to 1e-12: zeros must stay zeros beside the largest value.
    [Fact]
    public void Compute_LargeMatrixOfHalfRank_HasAsManyZeros()
    {
        Matrix matrix = TestMatrices.Random(500, 400);
        for (int i = 0; i < 500; i++)
        {
            for (int j = 0; j < 200; j++)
            {
                matrix[i, j] *= Math.Pow(10, -12.0 * j / 200);
                matrix[i, j + 200] = matrix[i, j];
            }
        }

        double[] values = SingularValues.Compute(matrix);

        // Below 400 u times the largest value, which is below 50.
        Assert.All(values[200..], value => Assert.InRange(value, 0, 2e-12));
        NumericAssert.Close(Direct(matrix), values, 2e-12);
    }

    [Fact]
    public void Compute_OneOrSeveralThreads_SameBits()
    {
        Matrix matrix = TestMatrices.Random(420, 400);
        ThreadCounts.AssertSameBits(() => SingularValues.Compute(matrix));
    }

    private static void Check(Matrix matrix, BandMatrix band)
    {
        double[] diagonal = new double[band.Size];
        double[] offDiagonal = new double[band.Size - 1];
        BulgeChase.Reduce(band, diagonal, offDiagonal);

        // Some n reflections of values below 10, each by some u.
        NumericAssert.Close(Direct(matrix), Descending(diagonal, offDiagonal), 1e-15 * (10 + matrix.Rows));
    }

    private static double[] Direct(Matrix matrix)
    {
        Bidiagonalization bidiagonal = new(matrix.Copy());
        return Descending(bidiagonal.Diagonal, bidiagonal.OffDiagonal);
    }

    private static double[] Descending(double[] diagonal, double[] offDiagonal) => [.. BidiagonalBisection.Values(diagonal, offDiagonal).OrderDescending()];
}
