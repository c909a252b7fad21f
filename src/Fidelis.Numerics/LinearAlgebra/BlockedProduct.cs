using System.Buffers;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Memory;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The engine of the matrix product: cuts it into blocks for the caches and hands tiles to the register kernel.</summary>
/// <remarks>
/// <para>After Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008:</para>
/// <code>
///            right            a panel of DepthBlock rows is packed into slivers as wide as the tile; each sliver of
///          +-------+          it (32 KB) waits in the first-level cache while the left slivers stream past it
///          |#######|
///          +-------+
///  left    destination        a panel of DepthBlock columns is packed into slivers as high as the tile;
///  +---+   +-------+          a task takes TaskRows of them (240 KB: second-level cache)
///  | # |   |  tile |
///  | # |   |       |
///  +---+   +-------+
/// </code>
/// <para>The depth is walked in order, so that the sums of an element do not depend on how the tasks were spread.</para>
/// </remarks>
internal static unsafe class BlockedProduct
{
    /// <summary>
    /// The distance from the diagonal beyond which nothing above it is touched where only the lower triangle is wanted: more than a tile is high and wide.
    /// </summary>
    internal const int ReachAboveDiagonal = 32;

    // The sums of a block are added to those before it: where a block ends decides the digits, which are the same on every machine, whatever its caches.
    internal const int DepthBlock = 256;
    private const int PanelBlock = 2304;
    private const int TaskRows = 120;

    // A factor of so few rows meets each element of the other too seldom for that to be packed beforehand, into memory that is written and read once more.
    private const int FewRows = 96;

    // As many as are packed at once.
    private const int PackedColumns = 128;

    // So many tasks that the cores end at nearly the same time, whichever takes the last: a product of 64 rows would otherwise be three or four.
    private const int EnoughTasks = 32;

    // Below this number of multiplications waking another thread costs more than it saves.
    private const long SerialWork = 250_000;

    /// <summary>Adds <c>scale * left * right</c> to the destination.</summary>
    /// <param name="scale">The factor.</param>
    /// <param name="left">The left factor <c>[m, k]</c>, any strides.</param>
    /// <param name="right">The right factor <c>[k, n]</c>, any strides.</param>
    /// <param name="destination">The sum <c>[m, n]</c>; its column stride is 1.</param>
    /// <param name="lowerOnly">
    /// Whether only the lower triangle, diagonal included, is wanted. Elements above it, up to <see cref="ReachAboveDiagonal"/> columns away, are then left in an unspecified state.
    /// </param>
    internal static void Accumulate(double scale, MatrixView left, MatrixView right, MatrixView destination, bool lowerOnly)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Accumulate<ProductTile512>(scale, left, right, destination, lowerOnly);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Accumulate<ProductTile256>(scale, left, right, destination, lowerOnly);
        }
        else
        {
            Accumulate<ProductTile128>(scale, left, right, destination, lowerOnly);
        }
    }

    /// <summary>Computes <c>left * right</c>.</summary>
    /// <param name="left">The left factor <c>[m, k]</c>, any strides.</param>
    /// <param name="right">The right factor <c>[k, n]</c>, any strides.</param>
    /// <param name="product">Receives the product <c>[m, n]</c>; its column stride is 1.</param>
    internal static void Multiply(MatrixView left, MatrixView right, MatrixView product)
    {
        Clear(product);
        Accumulate(1, left, right, product, lowerOnly: false);
    }

    /// <summary>Sets a destination to zero.</summary>
    /// <remarks>
    /// Also where it is zero already, in memory that nobody has touched: a page that is read first, as sums are, is found twice, once to be read and once to be written.
    /// </remarks>
    /// <param name="destination">The destination; its column stride is 1.</param>
    internal static void Clear(MatrixView destination) => Run((long)destination.Rows * destination.Columns, Count(destination.Rows, TaskRows), task =>
    {
        int end = Math.Min(destination.Rows, (task + 1) * TaskRows);
        for (int row = task * TaskRows; row < end; row++)
        {
            new Span<double>(destination.At(row, 0), destination.Columns).Clear();
        }
    });

    /// <summary>Adds <c>scale * left * right</c> to the destination with a given tile.</summary>
    internal static void Accumulate<TTile>(double scale, MatrixView left, MatrixView right, MatrixView destination, bool lowerOnly)
        where TTile : IProductTile
    {
        if (destination.Rows <= FewRows)
        {
            FewRowsProduct.Accumulate<TTile>(scale, left, right, destination, lowerOnly);
            return;
        }

        int rows = Math.Min(PanelBlock, RoundUp(destination.Rows, TTile.Rows));
        int columns = Math.Min(PanelBlock, RoundUp(destination.Columns, TTile.Columns));
        int depth = Math.Min(DepthBlock, left.Columns);
        if (rows == 0 || columns == 0 || depth == 0)
        {
            return;
        }

        // Eight elements more, so that the slivers can begin on a cache line.
        double[] leftBuffer = ArrayPool<double>.Shared.Rent((rows * depth) + 8);
        double[] rightBuffer = ArrayPool<double>.Shared.Rent((columns * depth) + 8);
        fixed (double* leftStart = leftBuffer, rightStart = rightBuffer)
        {
            double* packedLeft = CacheLine.Align(leftStart);
            double* packedRight = CacheLine.Align(rightStart);
            for (int column = 0; column < destination.Columns; column += columns)
            {
                int columnCount = Math.Min(columns, destination.Columns - column);
                for (int k = 0; k < left.Columns; k += depth)
                {
                    int depthCount = Math.Min(depth, left.Columns - k);
                    for (int row = 0; row < destination.Rows; row += rows)
                    {
                        int rowCount = Math.Min(rows, destination.Rows - row);
                        if (lowerOnly && row + rowCount <= column)
                        {
                            continue;
                        }

                        MatrixView leftPanel = left.Block(row, k, rowCount, depthCount);
                        MatrixView rightPanel = right.Block(k, column, depthCount, columnCount);
                        Pack<TTile>(scale, leftPanel, rightPanel, packedLeft, packedRight);
                        AddPanels<TTile>(
                            depthCount,
                            packedLeft,
                            packedRight,
                            destination.Block(row, column, rowCount, columnCount),
                            lowerOnly ? row - column : int.MaxValue / 2);
                    }
                }
            }
        }

        ArrayPool<double>.Shared.Return(leftBuffer);
        ArrayPool<double>.Shared.Return(rightBuffer);
    }

    private static void Pack<TTile>(double scale, MatrixView left, MatrixView right, double* packedLeft, double* packedRight)
        where TTile : IProductTile
    {
        MatrixView leftColumns = left.Transposed;
        int depth = right.Rows;
        int leftTasks = Count(left.Rows, TaskRows);
        int rightTasks = Count(right.Columns, PackedColumns);
        Run((long)left.Rows * right.Columns * depth, leftTasks + rightTasks, task =>
        {
            if (task < leftTasks)
            {
                int start = task * TaskRows;
                int count = Math.Min(TaskRows, left.Rows - start);
                Slivers.Pack(scale, leftColumns.Block(0, start, depth, count), TTile.Rows, packedLeft + ((nint)start * depth));
            }
            else
            {
                int start = (task - leftTasks) * PackedColumns;
                int count = Math.Min(PackedColumns, right.Columns - start);
                Slivers.Pack(1, right.Block(0, start, depth, count), TTile.Columns, packedRight + ((nint)start * depth));
            }
        });
    }

    // diagonal: the row of the whole product minus its column at the panels' corner; tiles that lie above the diagonal are left out.
    private static void AddPanels<TTile>(int depth, double* packedLeft, double* packedRight, MatrixView destination, int diagonal)
        where TTile : IProductTile
    {
        int rowTasks = Count(destination.Rows, TaskRows);
        int taskColumns = TaskColumns(destination.Columns, rowTasks);
        int columnTasks = Count(destination.Columns, taskColumns);
        Run((long)destination.Rows * destination.Columns * depth, rowTasks * columnTasks, task =>
        {
            int rowStart = task / columnTasks * TaskRows;
            int rowEnd = Math.Min(rowStart + TaskRows, destination.Rows);
            int columnStart = task % columnTasks * taskColumns;
            int columnEnd = Math.Min(columnStart + taskColumns, destination.Columns);
            ProductTiles.Add<TTile>(
                depth,
                packedLeft + ((nint)rowStart * depth),
                packedRight + ((nint)columnStart * depth),
                destination.Block(rowStart, columnStart, rowEnd - rowStart, columnEnd - columnStart),
                diagonal + rowStart - columnStart);
        });
    }

    // Whole tiles of every width. No sum depends on where a task ends.
    private static int TaskColumns(int columns, int rowTasks)
    {
        ReadOnlySpan<int> widths = [576, 288, 144, 96, 48];
        foreach (int width in widths)
        {
            if (rowTasks * Count(columns, width) >= EnoughTasks)
            {
                return width;
            }
        }

        return widths[^1];
    }

    internal static void Run(long work, int count, Action<int> task)
    {
        if (work > SerialWork)
        {
            Parallelism.For(count, task);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            task(i);
        }
    }

    internal static int Count(int length, int block) => (length + block - 1) / block;

    internal static int RoundUp(int length, int multiple) => Count(length, multiple) * multiple;
}
