using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The product of two factors that need not exist as matrices: cut into blocks that fit the caches, packed, and spread over the cores.
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
    private const int ColumnsPerPass = 512;
    private const int TermsPerPass = 4096;
    private const int TilesPerBlock = 8;
    private const int PiecesWanted = 16;

    private readonly KernelTier tier;
    private readonly ILeftFactor left;
    private readonly IRightFactor right;
    private readonly PixelGrid result;
    private readonly int rowCount;
    private readonly int firstColumn;
    private readonly int columnCount;
    private readonly int firstTerm;
    private readonly int termCount;
    private readonly float* panels;
    private readonly float* start;
    private readonly int panelCount;
    private readonly int termBlockCount;
    private readonly int blockTerms;
    private readonly int blockRows;
    private readonly int panelsPerPiece;
    private readonly int piecesPerBlock;

    private BlockedProduct(
        KernelTier tier,
        ILeftFactor left,
        IRightFactor right,
        PixelGrid result,
        int rowCount,
        Range columns,
        Range terms,
        float* panels,
        float* start)
    {
        this.tier = tier;
        this.left = left;
        this.right = right;
        this.result = result;
        this.rowCount = rowCount;
        this.panels = panels;
        this.start = start;
        (firstColumn, columnCount) = (columns.Start.Value, columns.End.Value - columns.Start.Value);
        (firstTerm, termCount) = (terms.Start.Value, terms.End.Value - terms.Start.Value);
        panelCount = Pieces(columnCount, tier.Columns);
        termBlockCount = Math.Max(1, Pieces(termCount, KernelTier.BlockLength));
        blockTerms = Pieces(termCount, termBlockCount);
        blockRows = TilesPerBlock * tier.Rows;
        panelsPerPiece = Pieces(panelCount, Math.Max(1, PiecesWanted / Math.Max(1, Pieces(rowCount, blockRows))));
        piecesPerBlock = Pieces(panelCount, panelsPerPiece);
    }

    /// <summary>Computes the product and adds a value to each column.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="rowCount">Rows of the left factor, from 0.</param>
    /// <param name="columnCount">Columns of the right factor, from 0.</param>
    /// <param name="termCount">Terms of both, from 0.</param>
    /// <param name="left">The left factor.</param>
    /// <param name="right">The right factor.</param>
    /// <param name="bias">The value that the sums of each column start from, or empty for zero.</param>
    /// <param name="result">Where the rows of the result lie.</param>
    public static void Multiply(
        KernelTier tier,
        int rowCount,
        int columnCount,
        int termCount,
        ILeftFactor left,
        IRightFactor right,
        ReadOnlySpan<float> bias,
        PixelGrid result)
    {
        int paddedColumns = Math.Min(columnCount, ColumnsPerPass) + tier.Columns;
        using ScratchBuffer panels = ScratchBuffer.Rent((long)paddedColumns * Math.Min(termCount, TermsPerPass));
        using ScratchBuffer start = ScratchBuffer.Rent(paddedColumns);
        for (int column = 0; column < columnCount; column += ColumnsPerPass)
        {
            int endColumn = Math.Min(column + ColumnsPerPass, columnCount);
            Span<float> values = new(start.Pointer, paddedColumns);
            values.Clear();
            if (!bias.IsEmpty)
            {
                bias[column..endColumn].CopyTo(values);
            }

            // At least one pass: without any term, the result is the bias.
            int term = 0;
            do
            {
                int endTerm = Math.Min(term + TermsPerPass, termCount);
                new BlockedProduct(
                    tier, left, right, result, rowCount, column..endColumn, term..endTerm, panels.Pointer, start.Pointer).Run();
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
        panels + ((nint)term * panelCount * tier.Columns) + ((nint)panel * terms * tier.Columns);

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
        int lines = left.IsPackedByTerms ? KernelTier.BlockLength : blockRows;
        using ScratchBuffer packed = ScratchBuffer.Rent(lines * KernelTier.BlockStride);
        float** resultRows = stackalloc float*[blockRows];
        result.Locate(firstRow, rows, resultRows);
        int term = 0;
        do
        {
            int terms = Math.Min(blockTerms, termCount - term);
            left.Pack(firstRow, rows, firstTerm + term, terms, packed.Pointer);
            bool isFirst = firstTerm + term == 0;
            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                int column = panel * tier.Columns;
                tier.MultiplyBlock(
                    left.IsPackedByTerms, terms, packed.Pointer, Panel(term, terms, panel), isFirst ? start + column : null,
                    resultRows, rows, firstColumn + column, Math.Min(tier.Columns, columnCount - column));
            }

            term += terms;
        }
        while (term < termCount);
    }
}
