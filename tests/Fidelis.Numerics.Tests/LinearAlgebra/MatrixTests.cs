using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Numerics.Tests.LinearAlgebra;

public sealed class MatrixTests
{
    [Fact]
    public void Constructor_WrongLength_SaysBothLengths()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Matrix(2, 3, new double[5]));
        Assert.Contains("2 x 3 = 6 elements, but it held 5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_BeyondArrayLimit_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(100_000, 100_000));

    [Fact]
    public void Constructor_NegativeSize_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-1, 1));

    [Fact]
    public void Row_Written_ChangesTheMatrix()
    {
        Matrix a = new(2, 3);
        a.Row(1)[2] = 5;
        Assert.Equal(5, a[1, 2]);
        Assert.Equal([0, 0, 0, 0, 0, 5], a.Data);
    }

    [Fact]
    public void Row_OutOfRange_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(2, 3).Row(2).Length);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(17, 5)]
    [InlineData(33, 64)]
    public void Transpose_Any_ExchangesIndices(int rows, int columns)
    {
        Matrix a = TestMatrices.Random(rows, columns);
        Matrix t = a.Transpose();
        Assert.Equal((columns, rows), (t.Rows, t.Columns));
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(a[i, j], t[j, i]);
            }
        }
    }

    [Fact]
    public void Copy_Changed_LeavesTheOriginal()
    {
        Matrix a = Matrix.Identity(2);
        a.Copy()[0, 0] = 7;
        Assert.Equal(1, a[0, 0]);
    }

    [Fact]
    public void Trace_Square_IsSumOfDiagonal() => Assert.Equal(5, new Matrix(2, 2, [1, 2, 3, 4]).Trace());

    [Fact]
    public void Trace_NotSquare_IsRefused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Matrix(2, 3).Trace());
        Assert.Contains("[2, 3]", e.Message, StringComparison.Ordinal);
    }
}
