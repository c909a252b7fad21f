using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Hands the tiles of a block, both factors of which are packed, to the register kernel.</summary>
internal static unsafe class ProductTiles
{
    /// <summary>Adds a product to a block of the destination.</summary>
    /// <param name="depth">The inner dimension.</param>
    /// <param name="packedLeft">The slivers of the left factor.</param>
    /// <param name="packedRight">The slivers of the right factor.</param>
    /// <param name="destination">The sums.</param>
    /// <param name="diagonal">The row of the whole product minus its column at the corner of the destination; tiles that lie above the diagonal are left out.</param>
    /// <typeparam name="TTile">The kernel.</typeparam>
    internal static void Add<TTile>(int depth, double* packedLeft, double* packedRight, MatrixView destination, int diagonal)
        where TTile : IProductTile
    {
        double* border = stackalloc double[TTile.Rows * TTile.Columns];
        for (int column = 0; column < destination.Columns; column += TTile.Columns)
        {
            double* right = packedRight + ((nint)column * depth);
            int width = Math.Min(TTile.Columns, destination.Columns - column);
            for (int row = 0; row < destination.Rows; row += TTile.Rows)
            {
                int height = Math.Min(TTile.Rows, destination.Rows - row);
                if (row + height - 1 + diagonal < column)
                {
                    continue;
                }

                double* left = packedLeft + ((nint)row * depth);
                double* tile = destination.At(row, column);
                if (height == TTile.Rows && width == TTile.Columns)
                {
                    Prefetch<TTile>(tile, destination.RowStride);
                    TTile.Accumulate(depth, left, right, tile, destination.RowStride);
                }
                else
                {
                    new Span<double>(border, TTile.Rows * TTile.Columns).Clear();
                    TTile.Accumulate(depth, left, right, border, TTile.Columns);
                    for (int i = 0; i < height; i++)
                    {
                        for (int j = 0; j < width; j++)
                        {
                            tile[(i * destination.RowStride) + j] += border[(i * TTile.Columns) + j];
                        }
                    }
                }
            }
        }
    }

    // The sums are added to the destination at the end of a tile, and its rows lie too far apart for the processor to guess them. In a
    // method of its own: beside the loop of a tile it would drive the sums out of their registers.
    private static void Prefetch<TTile>(double* tile, nint stride)
        where TTile : IProductTile
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < TTile.Rows; row++)
            {
                Sse.Prefetch0(tile + (row * stride));
                Sse.Prefetch0(tile + (row * stride) + TTile.Columns - 1);
            }
        }
    }
}
