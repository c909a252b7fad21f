namespace Fidelis.Numerics.Kernels;

/// <summary>
/// How the output pixels of a convolution, whose products the gradient of the filters sums, are cut into pieces of work: by the size of the problem alone, so that no digit
/// depends on the number of threads.
/// </summary>
/// <remarks>Each part has sums of its own, which are added in the order of the parts. That also keeps the rounding of the long sums small.</remarks>
internal readonly struct PixelParts
{
    private const int SmallestPartPixels = 512;

    private const int LargestPartCount = 16;

    /// <summary>The largest number of values in the sums of all parts, so that wide layers take no memory by the part.</summary>
    private const long LargestSums = 1 << 23;

    private readonly int lineCount;
    private readonly int linesPerPart;
    private readonly int kernelHeight;
    private readonly int kernelRowsPerPiece;
    private readonly int piecesPerPart;

    /// <summary>Initializes a new instance of the <see cref="PixelParts"/> structure.</summary>
    /// <param name="shape">The sizes of the convolution.</param>
    public PixelParts(in ConvolutionShape shape)
    {
        lineCount = shape.BatchCount * shape.OutputHeight;
        kernelHeight = shape.KernelHeight;
        int partsWanted = (int)Math.Clamp(LargestSums / shape.WeightLength, 1, LargestPartCount);
        linesPerPart = Math.Max(Pieces(SmallestPartPixels, shape.OutputWidth), Pieces(lineCount, partsWanted));
        Count = Math.Max(1, Pieces(lineCount, linesPerPart));

        // Few parts are cut again, by rows of the filter.
        kernelRowsPerPiece = Count < LargestPartCount ? 1 : kernelHeight;
        piecesPerPart = Pieces(kernelHeight, kernelRowsPerPiece);
    }

    /// <summary>Gets the number of parts, at least one.</summary>
    public int Count { get; }

    /// <summary>Gets the number of pieces of work.</summary>
    public int PieceCount => Count * piecesPerPart;

    /// <summary>Gets a piece of work: some rows of the filter over the lines of pixels of a part.</summary>
    /// <param name="index">The number of the piece.</param>
    /// <returns>The part, its lines, of which there may be none, and the rows of the filter.</returns>
    public (int Part, int FirstLine, int EndLine, int FirstKernelRow, int KernelRowCount) Piece(int index)
    {
        (int part, int piece) = Math.DivRem(index, piecesPerPart);
        int line = part * linesPerPart;
        int kernelRow = piece * kernelRowsPerPiece;
        return (part, line, Math.Min(line + linesPerPart, lineCount), kernelRow, Math.Min(kernelRowsPerPiece, kernelHeight - kernelRow));
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;
}
