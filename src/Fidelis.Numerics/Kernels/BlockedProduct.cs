using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The product of two matrices: cut into blocks that fit the caches, packed, and spread over the cores.
/// </summary>
/// <remarks>
/// <code>
///   for each pass over columns and terms         the right factor is packed into panels once and shared by all threads
///     for each block of rows, in parallel        (and for groups of panels, where the rows alone are too few)
///       for each block of terms                  the left factor is packed: rows x terms, second-level cache
///         for each panel                         terms x tile columns, first-level cache
///           for each tile of rows                the micro-kernel
/// </code>
/// Each element is one chain of sums over rising terms, whatever the blocks, so that its digits depend on nothing else.
/// </remarks>
internal sealed unsafe class BlockedProduct
{
    // A pass packs at most 8 MB of the right factor, for a third-level cache. That one is shared with other cores and, below a hypervisor, with other
    // machines: its size says little about what is left of it, and is not asked for.
    private const int ColumnsPerPass = 512;
    private const int TermsPerPass = 4096;

    // Whole tiles of every tier: 6, 8 or 12 rows.
    private const int RowsOfTiles = 24;

    private const int LargestBlockRows = 192;

    private const int PiecesWanted = 16;

    private const int LineValues = 16;

    private readonly KernelTier tier;
    private readonly LeftMatrix left;
    private readonly RightMatrix right;
    private readonly float* result;
    private readonly int rowCount;
    private readonly int resultStep;
    private readonly int firstColumn;
    private readonly int columnCount;
    private readonly int firstTerm;
    private readonly int termCount;
    private readonly float* panels;
    private readonly int panelCount;
    private readonly int termBlockCount;
    private readonly int blockTerms;
    private readonly int blockRows;
    private readonly int blockStride;
    private readonly int panelsPerPiece;
    private readonly int piecesPerBlock;

    private BlockedProduct(
        KernelTier tier,
        LeftMatrix left,
        RightMatrix right,
        float* result,
        int rowCount,
        int resultStep,
        Range columns,
        Range terms,
        float* panels)
    {
        this.tier = tier;
        this.left = left;
        this.right = right;
        this.result = result;
        this.rowCount = rowCount;
        this.resultStep = resultStep;
        this.panels = panels;
        (firstColumn, columnCount) = (columns.Start.Value, columns.End.Value - columns.Start.Value);
        (firstTerm, termCount) = (terms.Start.Value, terms.End.Value - terms.Start.Value);
        panelCount = Pieces(columnCount, tier.Columns);
        int largestBlockTerms = tier.BlockTerms;
        termBlockCount = Math.Max(1, Pieces(termCount, largestBlockTerms));
        blockTerms = Pieces(termCount, termBlockCount);

        // An odd number of cache lines from line to line, so that the rows of a tile fall into different sets of the first-level cache. A quarter of
        // the inputs of a piece: panels and results pass through the second-level cache too.
        blockStride = largestBlockTerms + LineValues;
        int rowsThatFit = ProcessorCaches.Active.PieceBytes / 4 / (blockStride * sizeof(float));
        blockRows = Math.Clamp(rowsThatFit / RowsOfTiles * RowsOfTiles, RowsOfTiles, LargestBlockRows);
        panelsPerPiece = Pieces(panelCount, Math.Max(1, PiecesWanted / Math.Max(1, Pieces(rowCount, blockRows))));
        piecesPerBlock = Pieces(panelCount, panelsPerPiece);
    }

    /// <summary>Computes the product.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="rowCount">Rows of the left factor.</param>
    /// <param name="columnCount">Columns of the right factor.</param>
    /// <param name="termCount">Terms of both.</param>
    /// <param name="left">The left factor.</param>
    /// <param name="right">The right factor.</param>
    /// <param name="result">Receives the product, <c>[rowCount, columnCount]</c>.</param>
    public static void Multiply(
        KernelTier tier, int rowCount, int columnCount, int termCount, LeftMatrix left, RightMatrix right, float* result)
    {
        int paddedColumns = Math.Min(columnCount, ColumnsPerPass) + tier.Columns;
        using ScratchBuffer panels = ScratchBuffer.Rent((long)paddedColumns * Math.Min(termCount, TermsPerPass));
        for (int column = 0; column < columnCount; column += ColumnsPerPass)
        {
            // At least one pass: without any term, the result is zero.
            int term = 0;
            do
            {
                int endTerm = Math.Min(term + TermsPerPass, termCount);
                new BlockedProduct(
                    tier, left, right, result, rowCount, columnCount, column..Math.Min(column + ColumnsPerPass, columnCount), term..endTerm,
                    panels.Pointer).Run();
                term = endTerm;
            }
            while (term < termCount);
        }
    }

    private static int Pieces(int length, int pieceLength) => pieceLength == 0 ? 0 : (length + pieceLength - 1) / pieceLength;

    private void Run()
    {
        Parallelism.For(termBlockCount * panelCount, PackPanel);
        Parallelism.For(Pieces(rowCount, blockRows) * piecesPerBlock, MultiplyPiece);
    }

    /// <summary>Gets the place of a panel: the blocks of terms follow one another, each with all its panels.</summary>
    private float* Panel(int term, int terms, int panel) =>
        panels + ((((nint)term * panelCount) + ((nint)panel * terms)) * tier.Columns);

    private void PackPanel(int index)
    {
        (int block, int panel) = Math.DivRem(index, panelCount);
        int term = block * blockTerms;
        int terms = Math.Clamp(termCount - term, 0, blockTerms);
        int column = panel * tier.Columns;
        int columns = Math.Min(tier.Columns, columnCount - column);
        right.Pack(firstTerm + term, terms, firstColumn + column, columns, tier.Columns, Panel(term, terms, panel));
    }

    private void MultiplyPiece(int index)
    {
        (int block, int piece) = Math.DivRem(index, piecesPerBlock);
        int firstRow = block * blockRows;
        int rows = Math.Min(blockRows, rowCount - firstRow);
        int firstPanel = piece * panelsPerPiece;
        int endPanel = Math.Min(firstPanel + panelsPerPiece, panelCount);
        using ScratchBuffer packed = ScratchBuffer.Rent(blockRows * blockStride);
        float** lines = stackalloc float*[blockRows + tier.Rows];
        float** results = stackalloc float*[blockRows];
        for (int row = 0; row < rows; row++)
        {
            lines[row] = packed.Pointer + (row * blockStride);
            results[row] = result + ((nint)(firstRow + row) * resultStep);
        }

        float* zeros = stackalloc float[tier.Columns];
        int term = 0;
        do
        {
            int terms = Math.Min(blockTerms, termCount - term);
            left.Pack(firstRow, rows, firstTerm + term, terms, packed.Pointer, blockStride);
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int column = panel * tier.Columns;
                tier.Multiply(
                    new TermRuns(1, terms, 0), lines, Panel(term, terms, panel), firstTerm + term == 0 ? zeros : null, 1,
                    results, rows, firstColumn + column, Math.Min(tier.Columns, columnCount - column));
            }

            term += terms;
        }
        while (term < termCount);
    }
}
