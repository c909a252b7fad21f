using Fidelis.Numerics.Kernels;

namespace Fidelis.Numerics.Tests.Kernels;

public sealed class PatchProductTests
{
    // 119 rows are seven images of 17 x 17, a default batch of Inception V3: sixteen pieces of 7 or 8 rows, where fourteen of 8 and one of 7 left two threads with 63 and 56.
    [Theory]
    [InlineData(119, 8, 2, 16)]
    [InlineData(119, 8, 3, 15)]
    [InlineData(119, 8, 4, 16)]
    [InlineData(119, 8, 64, 15)] // Fewer than threads: panels divide the rest.
    [InlineData(245, 14, 4, 20)]
    [InlineData(9, 1, 8, 9)] // No piece is empty.
    [InlineData(1, 4, 1, 1)]
    [InlineData(1_000_000, 1, 1000, 1_000_000)]
    public void PiecesFor_RowsAndThreads_AreAMultipleOfTheThreadsWhereTheyCan(int rows, int largest, int threads, int expected)
    {
        int pieces = PatchProduct.PiecesFor(rows, largest, threads);

        Assert.Equal(expected, pieces);
        Assert.True(((long)rows + pieces - 1) / pieces <= largest);
    }
}
