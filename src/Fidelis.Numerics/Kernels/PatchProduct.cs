using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The product of the patches of images with re-ordered filters: a convolution, without the patches ever being written down.
/// </summary>
/// <remarks>
/// <code>
///   the filters lie packed in panels, which all threads share
///   for each piece of rows of places, in parallel     (and for groups of panels, where the rows alone are too few)
///     the rows of the images that they need           second-level cache
///     for each block of terms                         some rows of the filter, or a part of one
///       for each panel                                terms x tile columns, first-level cache
///         for each tile of places                     the micro-kernel
/// </code>
/// Each element is one chain of sums over rising terms, whatever the blocks, so that its digits depend on nothing else.
/// </remarks>
internal readonly unsafe struct PatchProduct : ILoopBody
{
    private const int SmallestPiecePlaces = 32;
    private const int LargestPiecePlaces = 512;

    private const int PiecesWanted = 16;

    private readonly PatchGrid patches;
    private readonly PackedFilters filters;
    private readonly PixelGrid result;
    private readonly int rowCount;
    private readonly int rowPieces;
    private readonly int panelsPerPiece;
    private readonly int piecesPerRows;

    /// <summary>Initializes a new instance of the <see cref="PatchProduct"/> structure.</summary>
    /// <param name="patches">The left factor, a row for each place.</param>
    /// <param name="rowCount">The rows of places, over all images.</param>
    /// <param name="filters">The right factor.</param>
    /// <param name="result">Where the rows of the result lie, one for each place.</param>
    public PatchProduct(PatchGrid patches, int rowCount, PackedFilters filters, PixelGrid result)
    {
        this.patches = patches;
        this.filters = filters;
        this.result = result;
        this.rowCount = rowCount;
        int smallest = Pieces(SmallestPiecePlaces, patches.Width);
        long rowLength = Math.Max(1, patches.WindowLength(LargestPiecePlaces) / LargestPiecePlaces);
        int largest = (int)Math.Min(LargestPiecePlaces / patches.Width, ProcessorCaches.Active.PieceBytes / sizeof(float) / rowLength);
        rowPieces = PiecesFor(rowCount, Math.Max(1, Math.Min(Math.Max(Pieces(rowCount, PiecesWanted), smallest), largest)), Parallelism.ThreadCount);
        panelsPerPiece = Pieces(filters.PanelCount, Math.Max(1, PiecesWanted / Math.Max(1, rowPieces)));
        piecesPerRows = Pieces(filters.PanelCount, panelsPerPiece);
    }

    /// <summary>Computes the product.</summary>
    public void Multiply() => Parallelism.For(rowPieces * piecesPerRows, this);

    /// <summary>Computes products of the same images with filters of as many columns, some rows of each in turn: what they read alike stays in the caches.</summary>
    /// <param name="products">The products.</param>
    public static void MultiplyInTurn(PatchProduct[] products)
    {
        int rowPieces = products.Max(product => product.rowPieces);
        int panelPieces = products.Max(product => product.piecesPerRows);
        Parallelism.For(rowPieces * panelPieces, new Turns(products, rowPieces, panelPieces));
    }

    /// <inheritdoc/>
    public void RunPiece(int index)
    {
        (int rowPiece, int panelPiece) = Math.DivRem(index, piecesPerRows);
        MultiplyRows(rowPiece, rowPieces, panelPiece * panelsPerPiece, panelsPerPiece);
    }

    /// <summary>
    /// Finds into how many pieces of like size rows are cut, so that threads that take them one by one end together: a multiple of the threads where there are as many.
    /// No digit depends on it.
    /// </summary>
    /// <param name="rowCount">The rows.</param>
    /// <param name="largest">The most rows of a piece.</param>
    /// <param name="threads">The threads.</param>
    /// <returns>The number of pieces, none of which is empty.</returns>
    internal static int PiecesFor(int rowCount, int largest, int threads)
    {
        int fewest = Pieces(rowCount, largest);
        return fewest < threads ? fewest : (int)Math.Min(rowCount, (long)Pieces(fewest, threads) * threads);
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / Math.Max(1, pieceLength);

    private void MultiplyRows(int piece, int pieces, int firstPanel, int largestPanels)
    {
        int firstRow = (int)((long)rowCount * piece / pieces);
        int rows = (int)((long)rowCount * (piece + 1) / pieces) - firstRow;
        int endPanel = Math.Min(firstPanel + largestPanels, filters.PanelCount);
        if (rows <= 0 || firstPanel >= endPanel)
        {
            return;
        }

        int places = rows * patches.Width;
        using ScratchBuffer window = ScratchBuffer.Rent(patches.WindowLength(rows));
        using ScratchBuffer tables = ScratchBuffer.Rent((rows + (long)places) * (sizeof(float*) / sizeof(float)));
        float** lines = (float**)tables.Pointer;
        float** results = lines + rows;
        patches.Open(firstRow, rows, window.Pointer, lines);
        result.Locate(firstRow * patches.Width, places, results);
        filters.Multiply(new PatchPiece(patches, rows, lines, results), firstPanel, endPanel);
    }

    private readonly struct Turns(PatchProduct[] products, int rowPieces, int panelPieces) : ILoopBody
    {
        public void RunPiece(int index)
        {
            (int rowPiece, int panelPiece) = Math.DivRem(index, panelPieces);
            foreach (PatchProduct product in products)
            {
                int panels = Pieces(product.filters.PanelCount, panelPieces);
                product.MultiplyRows(rowPiece, rowPieces, panelPiece * panels, panels);
            }
        }
    }
}
