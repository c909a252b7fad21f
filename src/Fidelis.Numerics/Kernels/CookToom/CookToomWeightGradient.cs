using System.Runtime.InteropServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>The gradient of the filters of a convolution of stride 1 with fewer products, tile by tile of its output.</summary>
/// <remarks>
/// <para>
/// What makes outputs from filters, <c>y = A^T [(G w G^T) * (B^T x B)] A</c>, is linear in the filters. Transposed, it makes the gradient of
/// the filters from that of the outputs, with the same points and products: <c>dw = G^T [(A dy A^T) * (B^T x B)] G</c>. The last step is
/// taken once, after the products of all tiles of the batch have been added up at each point.
/// </para>
/// <code>
///   for each part of the rows of tiles, in parallel     (and for groups of input channels, where there are too few parts)
///     for each block of rows
///       the inputs at the points                        a matrix [tiles x channels] for each point
///       the gradients of the outputs at the points      a matrix [tiles x filters] for each point
///       for each point, for each panel                  [channels x filters] += transposed, the micro-kernel
///   the sum of the parts, and back from the points      in float64
/// </code>
/// <para>
/// The parts are cut by the size of the problem alone, so that no digit depends on threads. Chains of float32 are as short
/// as a block, which gives back a part of what the points lose.
/// </para>
/// </remarks>
internal sealed unsafe partial class CookToomWeightGradient : IDisposable
{
    /// <summary>
    /// The tiles of a block, one chain of products. Fewer read and write the sums more often than they multiply; a longer chain rounds more, and its inputs leave the second-level cache.
    /// </summary>
    private const int BlockTiles = 32;

    private const int LargestPartCount = 16;

    /// <summary>The largest number of values in the sums of all parts, 10 MB: they are to stay in a third-level cache until they are added up.</summary>
    private const long LargestSums = 5 << 19;

    /// <summary>Fewer parts than these are cut again, by input channels.</summary>
    private const int PiecesWanted = 8;

    /// <summary>Values of a piece of the sums, in which the parts are added up: they stay in a first-level cache.</summary>
    private const int SumsPerTotal = 1 << 12;

    private const int ChannelsPerResult = 4;

    private readonly KernelTier tier;
    private readonly LineTransform transform;
    private readonly ConvolutionShape shape;
    private readonly CookToomScheme scheme;
    private readonly CookToomAxis vertical;
    private readonly CookToomAxis horizontal;
    private readonly TileEvaluation images;
    private readonly float* outputGradient;
    private readonly float* weightGradient;
    private readonly bool hasBias;
    private readonly int rowsPerImage;
    private readonly int tilesPerRow;
    private readonly int rowCount;
    private readonly int rowsPerPart;
    private readonly int rowsPerBlock;
    private readonly int partCount;
    private readonly int channelsPerPiece;
    private readonly int piecesPerPart;
    private readonly int panelCount;
    private readonly int columns;
    private readonly int rowsOfPiece;
    private readonly nint partLength;
    private readonly ScratchBuffer sums;
    private readonly ScratchBuffer biasSums;

    private CookToomWeightGradient(
        KernelTier tier, CookToomScheme scheme, in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient, bool hasBias,
        ChannelNormalization? normalization)
    {
        this.tier = tier;
        this.scheme = scheme;
        this.shape = shape;
        this.outputGradient = outputGradient;
        this.weightGradient = weightGradient;
        this.hasBias = hasBias;
        transform = tier.Transform;
        images = new TileEvaluation(transform, scheme, shape, input, normalization);
        vertical = scheme.Vertical;
        horizontal = scheme.Horizontal;
        rowsPerImage = scheme.RowsOf(shape);
        tilesPerRow = scheme.ColumnsOf(shape);
        rowCount = shape.BatchCount * rowsPerImage;
        columns = tier.Columns;
        panelCount = Pieces(shape.OutputChannels, columns);
        long sumsOfPart = (long)scheme.Size * shape.InputChannels * shape.OutputChannels;
        rowsPerPart = Math.Max(1, Pieces(rowCount, (int)Math.Clamp(LargestSums / sumsOfPart, 1, LargestPartCount)));
        partCount = Math.Max(1, Pieces(rowCount, rowsPerPart));
        channelsPerPiece = TileEvaluation.StepOf(Pieces(shape.InputChannels, Pieces(PiecesWanted, partCount)));
        piecesPerPart = Pieces(shape.InputChannels, channelsPerPiece);
        rowsPerBlock = Math.Clamp(BlockTiles / tilesPerRow, 1, rowsPerPart);
        rowsOfPiece = Pieces(channelsPerPiece, tier.TransposedRows) * tier.TransposedRows;
        partLength = (nint)scheme.Size * panelCount * piecesPerPart * rowsOfPiece * columns;
        sums = ScratchBuffer.Rent(partCount * partLength);
        biasSums = ScratchBuffer.Rent((long)partCount * shape.OutputChannels);
    }

    /// <summary>Gets the memory for a row of tiles: a register of filters of the gradients, before and between both transforms.</summary>
    private long RowLength => transform.Lanes * ((long)tilesPerRow * horizontal.Outputs * vertical.Size + ((long)vertical.Outputs * shape.OutputWidth));

    /// <summary>Computes the gradients of the filters and of the bias.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, <c>[out]</c>, unless it is empty.</param>
    /// <param name="normalization">What was done to the images first, or <see langword="null"/> for nothing.</param>
    public static void Compute(
        KernelTier tier, CookToomScheme scheme, in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient, Span<float> biasGradient, ChannelNormalization? normalization = null)
    {
        fixed (float* images = input, gradients = outputGradient, results = weightGradient)
        {
            using CookToomWeightGradient product = new(tier, scheme, shape, images, gradients, results, !biasGradient.IsEmpty, normalization);
            Parallelism.For(product.partCount * product.piecesPerPart, product.MultiplyPiece);
            Parallelism.For(Pieces(product.partLength, SumsPerTotal), product.AddParts);
            Parallelism.For(product.piecesPerPart * Pieces(product.channelsPerPiece, ChannelsPerResult) * product.panelCount, product.Interpolate);
            MemoryLines.SumParts(product.biasSums.Pointer, shape.OutputChannels, product.partCount, biasGradient);
        }
    }

    /// <summary>Gives the sums back.</summary>
    public void Dispose()
    {
        sums.Dispose();
        biasSums.Dispose();
    }

    private static int Pieces(nint length, int pieceLength) => (int)((length + pieceLength - 1) / pieceLength);

    private static void Clear(float* destination, nint length) => NativeMemory.Clear(destination, (nuint)length * sizeof(float));

    /// <summary>Finds the sums of a piece at a point, for a panel of filters: a line of columns for each channel.</summary>
    private float* Sum(int part, int piece, int point, int panel) =>
        sums.Pointer + (part * partLength) + ((((((nint)piece * scheme.Size) + point) * panelCount) + panel) * rowsOfPiece * columns);

    private void MultiplyPiece(int index)
    {
        (int part, int piece) = Math.DivRem(index, piecesPerPart);
        int firstChannel = piece * channelsPerPiece;
        int endChannel = Math.Min(firstChannel + channelsPerPiece, shape.InputChannels);
        int largestTiles = rowsPerBlock * tilesPerRow;
        using ScratchBuffer inputs = ScratchBuffer.Rent((scheme.Size * TileEvaluation.PlaneStep(largestTiles * channelsPerPiece)) + tier.TransposedRows);
        using ScratchBuffer gradients = ScratchBuffer.Rent(scheme.Size * TileEvaluation.PlaneStep(largestTiles * panelCount * columns));
        using ScratchBuffer memory = ScratchBuffer.Rent(Math.Max(images.RowLength, RowLength));
        float* zeros = stackalloc float[columns];
        Span<float> bias = hasBias && piece == 0 ? new(biasSums.Pointer + ((nint)part * shape.OutputChannels), shape.OutputChannels) : [];
        bias.Clear();
        int row = part * rowsPerPart;
        int endRow = Math.Min(row + rowsPerPart, rowCount);
        bool isFirst = true;

        // At least one block: without any tile, the sums are zero.
        do
        {
            int rows = Math.Min(rowsPerBlock, endRow - row);
            int tiles = rows * tilesPerRow;
            nint inputPlane = TileEvaluation.PlaneStep(tiles * channelsPerPiece);
            nint gradientPlane = TileEvaluation.PlaneStep(tiles * panelCount * columns);
            for (int i = 0; i < rows; i++)
            {
                nint tile = (nint)i * tilesPerRow;
                images.Evaluate(
                    row + i, firstChannel, endChannel, memory.Pointer, inputs.Pointer + (tile * channelsPerPiece), channelsPerPiece, inputPlane);
                EvaluateGradient(row + i, memory.Pointer, gradients.Pointer + (tile * columns), (nint)tiles * columns, gradientPlane, bias);
            }

            for (int point = 0; point < scheme.Size; point++)
            {
                float* line = inputs.Pointer + (point * inputPlane);
                for (int panel = 0; panel < panelCount; panel++)
                {
                    TermRuns runs = new(1, tiles, channelsPerPiece);
                    float* right = gradients.Pointer + (point * gradientPlane) + ((nint)panel * tiles * columns);
                    float* sum = Sum(part, piece, point, panel);
                    if (isFirst)
                    {
                        tier.MultiplyTransposed(runs, &line, right, zeros, sum, columns, rowsOfPiece);
                    }
                    else
                    {
                        tier.AddTransposed(runs, &line, right, sum, columns, rowsOfPiece);
                    }
                }
            }

            isFirst = false;
            row += rows;
        }
        while (row < endRow);
    }

    /// <summary>Computes <c>A dy A^T</c> of the tiles of a row, a register of filters at a time, and adds <c>dy</c> to the sums of the bias unless they are empty.</summary>
    private void EvaluateGradient(int index, float* memory, float* gradients, nint panelStep, nint planeStep, Span<float> bias)
    {
        int lanes = transform.Lanes;
        (int image, int tileRow) = Math.DivRem(index, rowsPerImage);
        int y = tileRow * vertical.Outputs;
        int rows = Math.Min(vertical.Outputs, shape.OutputHeight - y);
        nint rowStep = (nint)shape.OutputWidth * shape.OutputChannels;
        nint pixelLength = vertical.Size * lanes;
        int span = tilesPerRow * horizontal.Outputs;
        float* window = memory + (span * pixelLength);
        float* origin = outputGradient + ((((nint)image * shape.OutputHeight) + y) * rowStep);
        Clear(memory + (shape.OutputWidth * pixelLength), (span - shape.OutputWidth) * pixelLength);
        if (!bias.IsEmpty)
        {
            MemoryLines.Sum(origin, shape.OutputChannels, rows * shape.OutputWidth, bias);
        }

        for (int column = 0; column < panelCount * columns; column += lanes)
        {
            int count = Math.Clamp(shape.OutputChannels - column, 0, lanes);
            Lines source = new(origin + column, 0, shape.OutputChannels, rowStep);
            if (rows < vertical.Outputs || count < lanes)
            {
                Clear(window, vertical.Outputs * (nint)shape.OutputWidth * lanes);
                for (int i = 0; i < rows && count > 0; i++)
                {
                    MemoryLines.Copy(
                        origin + (i * rowStep) + column, shape.OutputChannels, window + ((nint)i * shape.OutputWidth * lanes), lanes, shape.OutputWidth, count);
                }

                source = new Lines(window, 0, lanes, (nint)shape.OutputWidth * lanes);
            }

            (int panel, int first) = Math.DivRem(column, columns);
            transform.EvaluateOutputs(vertical, 1, shape.OutputWidth, source, new Lines(memory, 0, pixelLength, lanes));
            transform.EvaluateOutputs(
                horizontal, vertical.Size, tilesPerRow, new Lines(memory, lanes, horizontal.Outputs * pixelLength, pixelLength),
                new Lines(gradients + (panel * panelStep) + first, horizontal.Size * planeStep, columns, planeStep));
        }
    }
}
