using System.Buffers;
using Fidelis.Numerics.Memory;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The matrix product for a left factor of few rows, such as a panel of reflections: the right one is packed where it is multiplied, and not beforehand.</summary>
/// <remarks>The sums are those of <see cref="BlockedProduct"/>, in the same order.</remarks>
internal static unsafe class FewRowsProduct
{
    // What is packed of the left factor at once: whole blocks of the depth.
    private const int LargestDepth = 16 * BlockedProduct.DepthBlock;

    // Whole tiles of every width. Narrow tasks where there are not enough of the wide ones, which read more of a row at once.
    private const int WideTask = 48;
    private const int NarrowTask = 16;
    private const int FewestWideTasks = 11;

    /// <summary>Adds <c>scale * left * right</c> to the destination.</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="left">The left factor <c>[m, k]</c>, any strides, all rows of which are packed at once.</param>
    /// <param name="right">The right factor <c>[k, n]</c>, any strides.</param>
    /// <param name="destination">The sum <c>[m, n]</c>; its column stride is 1.</param>
    /// <param name="lowerOnly">Whether only the lower triangle, diagonal included, is wanted.</param>
    /// <typeparam name="TTile">The kernel.</typeparam>
    internal static void Accumulate<TTile>(double scale, MatrixView left, MatrixView right, MatrixView destination, bool lowerOnly)
        where TTile : IProductTile
    {
        int depth = Math.Min(LargestDepth, left.Columns);
        if (destination.Rows == 0 || destination.Columns == 0 || depth == 0)
        {
            return;
        }

        // Eight elements more, so that the slivers can begin on a cache line.
        double[] buffer = ArrayPool<double>.Shared.Rent((BlockedProduct.RoundUp(destination.Rows, TTile.Rows) * depth) + 8);
        fixed (double* start = buffer)
        {
            double* packedLeft = CacheLine.Align(start);
            for (int k = 0; k < left.Columns; k += depth)
            {
                int count = Math.Min(depth, left.Columns - k);
                PackLeft<TTile>(scale, left.Block(0, k, left.Rows, count), destination.Columns, packedLeft);
                AddColumns<TTile>(packedLeft, right.Block(k, 0, count, right.Columns), destination, lowerOnly);
            }
        }

        ArrayPool<double>.Shared.Return(buffer);
    }

    private static void PackLeft<TTile>(double scale, MatrixView left, int columns, double* packedLeft)
        where TTile : IProductTile
    {
        int rows = BlockedProduct.RoundUp(left.Rows, TTile.Rows);
        BlockedProduct.Run((long)left.Rows * columns * left.Columns, BlockedProduct.Count(left.Columns, BlockedProduct.DepthBlock), block =>
        {
            int k = block * BlockedProduct.DepthBlock;
            MatrixView panel = left.Block(0, k, left.Rows, Math.Min(BlockedProduct.DepthBlock, left.Columns - k));
            Slivers.Pack(scale, panel.Transposed, TTile.Rows, packedLeft + ((nint)k * rows));
        });
    }

    private static void AddColumns<TTile>(double* packedLeft, MatrixView right, MatrixView destination, bool lowerOnly)
        where TTile : IProductTile
    {
        int depth = right.Rows;
        int rows = BlockedProduct.RoundUp(destination.Rows, TTile.Rows);
        int taskColumns = destination.Columns >= FewestWideTasks * WideTask ? WideTask : NarrowTask;
        BlockedProduct.Run((long)destination.Rows * destination.Columns * depth, BlockedProduct.Count(destination.Columns, taskColumns), task =>
        {
            int column = task * taskColumns;
            int count = Math.Min(taskColumns, destination.Columns - column);
            double[] buffer = ArrayPool<double>.Shared.Rent((taskColumns * Math.Min(BlockedProduct.DepthBlock, depth)) + 8);
            fixed (double* start = buffer)
            {
                double* packedRight = CacheLine.Align(start);
                for (int k = 0; k < depth; k += BlockedProduct.DepthBlock)
                {
                    int depthCount = Math.Min(BlockedProduct.DepthBlock, depth - k);
                    Slivers.Pack(1, right.Block(k, column, depthCount, count), TTile.Columns, packedRight);
                    ProductTiles.Add<TTile>(
                        depthCount, packedLeft + ((nint)k * rows), packedRight, destination.Block(0, column, destination.Rows, count), lowerOnly ? -column : int.MaxValue / 2);
                }
            }

            ArrayPool<double>.Shared.Return(buffer);
        });
    }
}
