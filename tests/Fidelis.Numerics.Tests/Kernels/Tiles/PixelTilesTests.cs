using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Tests.Kernels.Tiles;

public sealed unsafe class PixelTilesTests
{
    private const int Size = TileKernel.BlockSize;
    private const int Values = 2 * TileKernel.TileBytes / sizeof(ushort);

    [Theory]
    [InlineData(Size)]
    [InlineData(1)]
    [InlineData(18)]
    [InlineData(31)]
    public void PackRight_AnyPixels_LaysPairsOfThemSideBySideInEachColumn(int count)
    {
        ushort[] tiles = Pack(count, isLeft: false);
        for (int pixel = 0; pixel < Size; pixel++)
        {
            for (int column = 0; column < Size; column++)
            {
                (int tile, int place) = Math.DivRem(column, TileKernel.TileSize);
                Assert.Equal(Expected(pixel, column, count), tiles[(tile * Values / 2) + (pixel / 2 * Size) + (2 * place) + (pixel % 2)]);
            }
        }
    }

    [Theory]
    [InlineData(Size)]
    [InlineData(1)]
    [InlineData(18)]
    [InlineData(31)]
    public void PackLeft_AnyPixels_MakesARowOfThemForEachColumn(int count)
    {
        ushort[] tiles = Pack(count, isLeft: true);
        for (int column = 0; column < Size; column++)
        {
            for (int pixel = 0; pixel < Size; pixel++)
            {
                Assert.Equal(Expected(pixel, column, count), tiles[(column * Size) + pixel]);
            }
        }
    }

    private static ushort Expected(int pixel, int column, int count) => (ushort)(pixel < count ? (64 * pixel) + column + 1 : 0);

    /// <summary>Packs lines that lie in reverse order, from their second value on; only those that exist have an address.</summary>
    private static ushort[] Pack(int count, bool isLeft)
    {
        ushort[] values = new ushort[count * (Size + 1)];
        ushort[] tiles = new ushort[Values];
        ushort** lines = stackalloc ushort*[count];
        fixed (ushort* source = values, destination = tiles)
        {
            for (int pixel = 0; pixel < count; pixel++)
            {
                lines[pixel] = source + ((count - 1 - pixel) * (Size + 1));
                for (int column = 0; column < Size; column++)
                {
                    lines[pixel][column + 1] = Expected(pixel, column, count);
                }
            }

            if (isLeft)
            {
                PixelTiles.PackLeft(lines, 1, count, (byte*)destination);
            }
            else
            {
                PixelTiles.PackRight(lines, 1, count, (byte*)destination);
            }
        }

        return tiles;
    }
}
