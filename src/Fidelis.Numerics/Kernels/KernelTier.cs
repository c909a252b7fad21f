namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The innermost loop of every float32 product, written for one instruction set: a tile of the result that stays in registers
/// while a block of terms is added to it.
/// </summary>
/// <remarks>
/// <para>
/// The left factor is a block with <see cref="BlockStride"/> values from one line to the next. Its lines are either rows of the
/// factor or terms, whichever way its source lies in memory, so that packing is copying and nothing is ever transposed:
/// </para>
/// <code>
///   by rows:  left[row * BlockStride + term]        by terms:  left[term * BlockStride + row]
/// </code>
/// <para>
/// The right factor is a panel <c>right[term * Columns + column]</c>, aligned to 64 bytes, with zeros in the columns that do not exist.
/// Both are read by constant offsets from one pointer, which leaves the registers to the sums.
/// </para>
/// <para>
/// Every tier adds the terms of an element one by one in rising order, each by a fused multiplication and addition, and a later
/// block continues the sum of an earlier one. The digits of an element therefore depend on its own row and column alone, never
/// on blocks, tiles or threads.
/// </para>
/// </remarks>
internal abstract unsafe class KernelTier
{
    /// <summary>
    /// The distance between the lines of a left block, in values: an odd number of cache lines, so that the rows of a tile fall into
    /// different sets of the first-level cache.
    /// </summary>
    public const int BlockStride = BlockLength + 16;

    /// <summary>
    /// The largest number of values in a line of a left block: terms, or rows. It is a filter of 3 x 3 x 32, the smallest layer of
    /// weight, in one block, and a panel of 32 columns then fills three quarters of a first-level cache of 48 KB.
    /// </summary>
    public const int BlockLength = 288;

    /// <summary>Gets the name and the summary of the instruction set.</summary>
    public abstract InstructionSet InstructionSet { get; }

    /// <summary>Gets a value indicating whether this machine can run the tier.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>Gets the rows of a tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Gets the columns of a tile and of a right panel.</summary>
    public abstract int Columns { get; }

    /// <summary>Adds a block of terms to a block of the result, one panel wide, of any number of rows.</summary>
    /// <param name="isPackedByTerms">Whether the lines of the left block are terms instead of rows.</param>
    /// <param name="termCount">The number of terms, from 0.</param>
    /// <param name="left">The left block.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue.</param>
    /// <param name="rows">For each row of the block, where that row of the result begins.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="column">The column of the result where the block begins.</param>
    /// <param name="columnCount">The number of columns that exist, at most <see cref="Columns"/>.</param>
    public void MultiplyBlock(
        bool isPackedByTerms,
        int termCount,
        float* left,
        float* right,
        float* start,
        float** rows,
        int rowCount,
        nint column,
        int columnCount)
    {
        int rowStep = isPackedByTerms ? 1 : BlockStride;
        for (int row = 0; row < rowCount; row += Rows)
        {
            float* tile = left + ((nint)row * rowStep);
            int tileRows = Math.Min(Rows, rowCount - row);
            if (tileRows < Rows || columnCount < Columns)
            {
                MultiplyEdge(isPackedByTerms, termCount, tile, right, start, rows + row, tileRows, column, columnCount);
            }
            else
            {
                MultiplyTile(isPackedByTerms, termCount, tile, right, start, rows + row, column);
            }
        }
    }

    /// <summary>Adds a block of terms to one tile, where the lines of the left block are rows.</summary>
    /// <param name="termCount">The number of terms, from 0.</param>
    /// <param name="left">The first value of the tile's first row in the left block.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue from the tile.</param>
    /// <param name="rows">For each row of the tile, where that row of the result begins.</param>
    /// <param name="column">The column of the result where the tile begins.</param>
    protected abstract void MultiplyByRows(int termCount, float* left, float* right, float* start, float** rows, nint column);

    /// <summary>Adds a block of terms to one tile, where the lines of the left block are terms.</summary>
    /// <param name="termCount">The number of terms, from 0.</param>
    /// <param name="left">The value of the tile's first row in the first line of the left block.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="start">The values that the sums of all rows start from, one for each column, or null to continue from the tile.</param>
    /// <param name="rows">For each row of the tile, where that row of the result begins.</param>
    /// <param name="column">The column of the result where the tile begins.</param>
    protected abstract void MultiplyByTerms(int termCount, float* left, float* right, float* start, float** rows, nint column);

    private void MultiplyTile(
        bool isPackedByTerms, int termCount, float* left, float* right, float* start, float** rows, nint column)
    {
        if (isPackedByTerms)
        {
            MultiplyByTerms(termCount, left, right, start, rows, column);
        }
        else
        {
            MultiplyByRows(termCount, left, right, start, rows, column);
        }
    }

    /// <summary>
    /// Computes a whole tile, of which only a part exists, in a tile of its own: the same arithmetic, and no write beyond the border.
    /// The rows that do not exist are computed from whatever the left block holds there, and dropped.
    /// </summary>
    private void MultiplyEdge(
        bool isPackedByTerms,
        int termCount,
        float* left,
        float* right,
        float* start,
        float** rows,
        int rowCount,
        nint column,
        int columnCount)
    {
        float* tile = stackalloc float[Rows * Columns];
        float** tileRows = stackalloc float*[Rows];
        for (int row = 0; row < Rows; row++)
        {
            tileRows[row] = tile + (row * Columns);
            if (start == null && row < rowCount)
            {
                new ReadOnlySpan<float>(rows[row] + column, columnCount).CopyTo(new Span<float>(tileRows[row], columnCount));
            }
        }

        MultiplyTile(isPackedByTerms, termCount, left, right, start, tileRows, 0);
        for (int row = 0; row < rowCount; row++)
        {
            new ReadOnlySpan<float>(tileRows[row], columnCount).CopyTo(new Span<float>(rows[row] + column, columnCount));
        }
    }
}
