using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The product of the patches of images with re-ordered filters: a convolution, without the patches ever being written down.
/// </summary>
/// <remarks>
/// <code>
///   the filters are packed into panels once and shared by all threads
///   for each piece of rows of places, in parallel     (and for groups of panels, where the rows alone are too few)
///     the rows of the images that they need           second-level cache
///     for each block of terms                         some rows of the filter, or a part of one
///       for each panel                                terms x tile columns, first-level cache
///         for each tile of places                     the micro-kernel
/// </code>
/// Each element is one chain of sums over rising terms, whatever the blocks, so that its digits depend on nothing else.
/// </remarks>
internal sealed unsafe class PatchProduct
{
    private const int SmallestPiecePlaces = 32;
    private const int LargestPiecePlaces = 512;

    /// <summary>Values in the window of a piece: half of a second-level cache of 1 MB.</summary>
    private const int LargestWindow = 1 << 17;

    private const int PiecesWanted = 16;

    private readonly KernelTier tier;
    private readonly PatchGrid patches;
    private readonly FilterMatrix filters;
    private readonly PixelGrid result;
    private readonly int rowCount;
    private readonly int columnCount;
    private readonly float* panels;
    private readonly float* start;
    private readonly int panelCount;
    private readonly int runsPerBlock;
    private readonly int blockRunLength;
    private readonly int blocksPerRun;
    private readonly int blockCount;
    private readonly int rowsPerPiece;
    private readonly int panelsPerPiece;
    private readonly int piecesPerRows;

    private PatchProduct(
        KernelTier tier,
        PatchGrid patches,
        FilterMatrix filters,
        int columnCount,
        PixelGrid result,
        int rowCount,
        float* panels,
        float* start)
    {
        this.tier = tier;
        this.patches = patches;
        this.filters = filters;
        this.columnCount = columnCount;
        this.result = result;
        this.rowCount = rowCount;
        this.panels = panels;
        this.start = start;
        panelCount = Pieces(columnCount, tier.Columns);

        // A block is as many whole runs as fit, or an equal part of one; without any term, one empty block writes the bias.
        blocksPerRun = Math.Max(1, Pieces(patches.RunLength, KernelTier.BlockTerms));
        blockRunLength = Pieces(patches.RunLength, blocksPerRun);
        runsPerBlock = Math.Max(1, KernelTier.BlockTerms / Math.Max(1, blockRunLength * blocksPerRun));
        blockCount = Math.Max(1, Pieces(patches.RunCount, runsPerBlock) * blocksPerRun);

        int smallest = Pieces(SmallestPiecePlaces, patches.Width);
        long rowLength = Math.Max(1, patches.WindowLength(LargestPiecePlaces) / LargestPiecePlaces);
        int largest = (int)Math.Min(LargestPiecePlaces / patches.Width, LargestWindow / rowLength);
        rowsPerPiece = Math.Max(1, Math.Min(Math.Max(Pieces(rowCount, PiecesWanted), smallest), largest));
        panelsPerPiece = Pieces(panelCount, Math.Max(1, PiecesWanted / Math.Max(1, Pieces(rowCount, rowsPerPiece))));
        piecesPerRows = Pieces(panelCount, panelsPerPiece);
    }

    /// <summary>Computes the product and adds a value to each column.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="patches">The left factor, a row for each place.</param>
    /// <param name="rowCount">The rows of places, over all images.</param>
    /// <param name="filters">The right factor.</param>
    /// <param name="columnCount">The columns of the right factor.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="result">Where the rows of the result lie, one for each place.</param>
    public static void Multiply(
        KernelTier tier,
        PatchGrid patches,
        int rowCount,
        FilterMatrix filters,
        int columnCount,
        ReadOnlySpan<float> bias,
        PixelGrid result)
    {
        int paddedColumns = Pieces(columnCount, tier.Columns) * tier.Columns;
        using ScratchBuffer panels = ScratchBuffer.Rent((long)paddedColumns * filters.TermCount);
        using ScratchBuffer start = ScratchBuffer.Rent(paddedColumns);
        Span<float> values = new(start.Pointer, paddedColumns);
        values.Clear();
        bias.CopyTo(values);
        PatchProduct product = new(tier, patches, filters, columnCount, result, rowCount, panels.Pointer, start.Pointer);
        Parallelism.For(product.blockCount * product.panelCount, product.PackPanel);
        Parallelism.For(Pieces(rowCount, product.rowsPerPiece) * product.piecesPerRows, product.MultiplyPiece);
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / Math.Max(1, pieceLength);

    /// <summary>Gets the runs of a block, and where it begins within the first.</summary>
    private (int FirstRun, int RunCount, int From, int Length) Block(int block)
    {
        (int group, int part) = Math.DivRem(block, blocksPerRun);
        int run = group * runsPerBlock;
        int from = part * blockRunLength;
        return (run, Math.Min(runsPerBlock, patches.RunCount - run), from, Math.Min(blockRunLength, patches.RunLength - from));
    }

    /// <summary>Gets the place of a panel: the blocks of terms follow one another, each with all its panels.</summary>
    private float* Panel(int firstTerm, int terms, int panel) =>
        panels + ((((nint)firstTerm * panelCount) + ((nint)panel * terms)) * tier.Columns);

    private void PackPanel(int index)
    {
        (int block, int panel) = Math.DivRem(index, panelCount);
        (int run, int runs, int from, int length) = Block(block);
        int term = (run * patches.RunLength) + from;
        int terms = runs * length;
        int column = panel * tier.Columns;
        filters.Pack(term, terms, column, Math.Min(tier.Columns, columnCount - column), tier.Columns, Panel(term, terms, panel));
    }

    private void MultiplyPiece(int index)
    {
        (int rowPiece, int panelPiece) = Math.DivRem(index, piecesPerRows);
        int firstRow = rowPiece * rowsPerPiece;
        int rows = Math.Min(rowsPerPiece, rowCount - firstRow);
        int places = rows * patches.Width;
        int firstPanel = panelPiece * panelsPerPiece;
        int endPanel = Math.Min(firstPanel + panelsPerPiece, panelCount);
        using ScratchBuffer window = ScratchBuffer.Rent(patches.WindowLength(rows));
        using ScratchBuffer tables = ScratchBuffer.Rent((rows + (2L * places) + tier.Rows) * (sizeof(float*) / sizeof(float)));
        float** lines = (float**)tables.Pointer;
        float** results = lines + rows;
        float** left = results + places;
        patches.Open(firstRow, rows, window.Pointer, lines);
        result.Locate(firstRow * patches.Width, places, results);
        for (int block = 0; block < blockCount; block++)
        {
            (int run, int runs, int from, int length) = Block(block);
            Locate(lines, rows, (run * patches.RunStep) + from, left);
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int column = panel * tier.Columns;
                tier.Multiply(
                    new TermRuns(runs, length, patches.RunStep), left, Panel((run * patches.RunLength) + from, runs * length, panel),
                    block == 0 ? start + column : null, results, places, column, Math.Min(tier.Columns, columnCount - column));
            }
        }
    }

    /// <summary>Finds where a part of each patch begins.</summary>
    private void Locate(float** lines, int rows, nint offset, float** places)
    {
        nint step = patches.PlaceStep;
        int width = patches.Width;
        for (int row = 0; row < rows; row++)
        {
            float* place = lines[row] + offset;
            for (int i = 0; i < width; i++, place += step)
            {
                *places++ = place;
            }
        }
    }
}
