using System.Numerics;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The innermost loop of every float32 product, written for one instruction set: a tile of the result that stays in registers
/// while a block of terms is added to it.
/// </summary>
/// <remarks>
/// <para>
/// The left factor is read where it lies, by rows that may be anywhere, or transposed, by lines that hold the rows next to one
/// another. In either case its terms come in runs:
/// </para>
/// <code>
///   by rows:     left[row][run * step + i]            transposed:  lines[run][i * step + row]
/// </code>
/// <para>
/// A filter over an image in NHWC is such a factor: in each of its rows the values under it are one run of memory. The patches of a
/// convolution are therefore never written down.
/// </para>
/// <para>
/// The right factor is a panel <c>right[term * Columns + column]</c>, aligned to 64 bytes, with zeros in the columns that do not exist.
/// </para>
/// <para>
/// Every tier adds the terms of an element one by one in rising order, each by a fused multiplication and addition, and a later
/// block continues the sum of an earlier one. The digits of an element therefore depend on its own row and column alone, never
/// on blocks, tiles or threads.
/// </para>
/// </remarks>
internal abstract unsafe class KernelTier
{
    /// <summary>A filter of 3 x 3 x 32, the smallest layer of weight, in one block.</summary>
    private const int LargestBlockTerms = 288;

    private const int SmallestBlockTerms = 64;

    /// <summary>Gets the name and the summary of the instruction set.</summary>
    public abstract InstructionSet InstructionSet { get; }

    /// <summary>Gets a value indicating whether this machine can run the tier.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>Gets the rows of a tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Gets the rows of a tile whose left factor lies transposed.</summary>
    public abstract int TransposedRows { get; }

    /// <summary>Gets the columns of a tile and of a right panel.</summary>
    public abstract int Columns { get; }

    /// <summary>
    /// Gets the terms of a block, whole pairs of cache lines of them: a panel then fits into the first-level cache. Blocks continue the sums of one another, so
    /// that the digits do not follow from the machine's caches. The terms of a gradient, whose sums are cut into parts, are constants elsewhere.
    /// </summary>
    public int BlockTerms =>
        Math.Clamp(ProcessorCaches.Active.PanelBytes / (Columns * sizeof(float)), SmallestBlockTerms, LargestBlockTerms) & ~31;

    /// <summary>Gets the transforms of convolutions with fewer products, in registers of the instruction set.</summary>
    public abstract LineTransform Transform { get; }

    /// <summary>Gets the products of bfloat16 tiles of the instruction set, or <see langword="null"/> where it has none.</summary>
    public virtual TileKernel? Tiles => null;

    /// <summary>
    /// Gets the kernel for products of bfloat16 of which bounds are wanted and no digits, or <see langword="null"/> where products of float32 are as fast.
    /// </summary>
    public virtual TileKernel? RoundedTiles => Tiles;

    /// <summary>Adds terms to any number of rows of a result, one panel wide.</summary>
    /// <param name="runs">The terms.</param>
    /// <param name="left">
    /// For each row, where its first term lies. The table has room for <see cref="Rows"/> more, which are written to.
    /// </param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue.</param>
    /// <param name="slope">What sums below zero are multiplied by before they are stored: 0 for ReLU, 1 to leave them.</param>
    /// <param name="result">For each row, where that row of the result begins.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="column">The column of the result where the panel begins.</param>
    /// <param name="columnCount">The number of columns that exist, at most <see cref="Columns"/>.</param>
    /// <param name="isFar">Whether the result lies in memory, from where each tile of it is asked for while the one before it is computed.</param>
    public void Multiply(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, int rowCount, nint column, int columnCount,
        bool isFar = false)
    {
        int rows = Rows;
        int columns = Columns;
        float* tile = stackalloc float[rows * columns];
        float** tileRows = stackalloc float*[rows];
        for (int row = 0; row < rowCount; row += rows)
        {
            int count = Math.Min(rows, rowCount - row);
            if (isFar && count == rows)
            {
                MemoryLines.Prefetch(result + row + rows, Math.Min(rows, rowCount - row - rows), column, columnCount);
            }

            if (count == rows && columnCount == columns)
            {
                MultiplyTile(runs, left + row, right, start, slope, result + row, column);
                continue;
            }

            // A whole tile, of which only a part exists, in a tile of its own: the same arithmetic, and no write beyond the border.
            for (int i = 0; i < rows; i++)
            {
                tileRows[i] = tile + (i * columns);
                left[row + i] = left[row + Math.Min(i, count - 1)];
                if (start == null && i < count)
                {
                    Copy(result[row + i] + column, tileRows[i], columnCount);
                }
            }

            MultiplyTile(runs, left + row, right, start, slope, tileRows, 0);
            for (int i = 0; i < count; i++)
            {
                Copy(tileRows[i], result[row + i] + column, columnCount);
            }
        }
    }

    /// <summary>Adds terms to any number of rows of a result, one panel wide, where the left factor lies transposed.</summary>
    /// <param name="runs">The terms.</param>
    /// <param name="lines">For each run, where the first row of its first term lies.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue.</param>
    /// <param name="result">The first value of the result, whose rows reach as far as whole panels.</param>
    /// <param name="resultStep">The values from row to row of the result.</param>
    /// <param name="rowCount">The number of rows. Values behind them, up to a whole tile, are read and dropped.</param>
    public void MultiplyTransposed(
        TermRuns runs, float** lines, float* right, float* start, float* result, nint resultStep, int rowCount)
    {
        int rows = TransposedRows;
        int columns = Columns;
        float* tile = stackalloc float[rows * columns];
        for (int row = 0; row < rowCount; row += rows)
        {
            float* target = result + (row * resultStep);
            int count = Math.Min(rows, rowCount - row);
            if (count == rows)
            {
                MultiplyTransposedTile(runs, lines, row, right, start, target, resultStep);
                continue;
            }

            for (int i = 0; i < count && start == null; i++)
            {
                Copy(target + (i * resultStep), tile + (i * columns), columns);
            }

            MultiplyTransposedTile(runs, lines, row, right, start, tile, columns);
            for (int i = 0; i < count; i++)
            {
                Copy(tile + (i * columns), target + (i * resultStep), columns);
            }
        }
    }

    /// <summary>
    /// Adds up terms for any number of rows, one panel wide, where the left factor lies transposed, and adds the sums to those of earlier blocks: long
    /// chains of terms are cut, which keeps their rounding small.
    /// </summary>
    /// <param name="runs">The terms.</param>
    /// <param name="lines">For each run, where the first row of its first term lies.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="result">The first value of the result, whose rows reach as far as whole panels.</param>
    /// <param name="resultStep">The values from row to row of the result.</param>
    /// <param name="rowCount">The number of rows. Values behind them, up to a whole tile, are read and dropped.</param>
    public void AddTransposed(TermRuns runs, float** lines, float* right, float* result, nint resultStep, int rowCount)
    {
        int rows = TransposedRows;
        int columns = Columns;
        float* zeros = stackalloc float[columns];
        float* tile = stackalloc float[rows * columns];
        for (int row = 0; row < rowCount; row += rows)
        {
            MultiplyTransposedTile(runs, lines, row, right, zeros, tile, columns);
            for (int i = 0; i < Math.Min(rows, rowCount - row); i++)
            {
                float* target = result + ((row + i) * resultStep);
                float* sums = tile + (i * columns);
                for (int column = 0; column < columns; column += Vector<float>.Count)
                {
                    Vector.Store(Vector.Load(target + column) + Vector.Load(sums + column), target + column);
                }
            }
        }
    }

    /// <summary>Adds terms to one whole tile.</summary>
    /// <param name="runs">The terms.</param>
    /// <param name="left">For each row of the tile, where its first term lies.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue from the tile.</param>
    /// <param name="slope">What sums below zero are multiplied by before they are stored: 0 for ReLU, 1 to leave them.</param>
    /// <param name="result">For each row of the tile, where that row of the result begins.</param>
    /// <param name="column">The column of the result where the tile begins.</param>
    protected abstract void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column);

    /// <summary>Adds terms to one whole tile, where the left factor lies transposed.</summary>
    /// <param name="runs">The terms.</param>
    /// <param name="lines">For each run, where the first row of its first term lies.</param>
    /// <param name="row">The first row of the tile.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue from the tile.</param>
    /// <param name="result">The first value of the tile.</param>
    /// <param name="step">The values from row to row of the tile.</param>
    protected abstract void MultiplyTransposedTile(
        TermRuns runs, float** lines, nint row, float* right, float* start, float* result, nint step);

    private static void Copy(float* source, float* destination, int count) =>
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(destination, count));
}
