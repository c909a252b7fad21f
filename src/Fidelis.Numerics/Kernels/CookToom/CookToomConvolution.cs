using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>A convolution of stride 1 with fewer products, tile by tile of its output.</summary>
/// <remarks>
/// <code>
///   the filters lie at the points, packed in panels, which all threads share
///   for each piece of rows of tiles, in parallel      (and for groups of panels, where the rows alone are too few)
///     the inputs at the points                        a matrix [tiles x channels] for each point
///     for each panel
///       for each point                                [tiles x channels] x [channels x tile columns], the micro-kernel
///       the outputs, from the products at all points  with the bias, rectified
/// </code>
/// A tile is found from its own inputs alone, by the same operations wherever it lies, and tiles follow from the size of the image, so that
/// no digit depends on pieces, threads or the batch.
/// </remarks>
internal readonly unsafe struct CookToomConvolution : ILoopBody
{
    /// <summary>Fewer tiles than these read filters more often than they multiply.</summary>
    private const int SmallestTileCount = 32;

    private const int PiecesWanted = 16;

    private readonly KernelTier tier;
    private readonly LineTransform transform;
    private readonly ConvolutionShape shape;
    private readonly CookToomAxis vertical;
    private readonly CookToomAxis horizontal;
    private readonly TransformedFilters filters;
    private readonly TileEvaluation images;
    private readonly float* output;
    private readonly nint outputStep;
    private readonly int rowsPerImage;
    private readonly int tilesPerRow;
    private readonly int rowCount;
    private readonly int rowsPerPiece;
    private readonly int panelsPerPiece;
    private readonly int piecesPerRows;
    private readonly int channelStep;

    private CookToomConvolution(
        KernelTier tier, in ConvolutionShape shape, float* input, ChannelNormalization? normalization, TransformedFilters filters, float* output,
        nint outputStep)
    {
        this.tier = tier;
        this.shape = shape;
        this.filters = filters;
        this.output = output;
        this.outputStep = outputStep;
        transform = tier.Transform;
        images = new TileEvaluation(transform, filters.Scheme, shape, input, normalization);
        vertical = filters.Scheme.Vertical;
        horizontal = filters.Scheme.Horizontal;
        rowsPerImage = filters.Scheme.RowsOf(shape);
        tilesPerRow = filters.Scheme.ColumnsOf(shape);
        rowCount = shape.BatchCount * rowsPerImage;
        channelStep = TileEvaluation.StepOf(shape.InputChannels);
        int rows = Math.Max(Pieces(rowCount, PiecesWanted), Pieces(SmallestTileCount, tilesPerRow));
        rowsPerPiece = Math.Min(rows, RowsInCache());
        panelsPerPiece = Pieces(filters.PanelCount, Math.Max(1, PiecesWanted / Math.Max(1, Pieces(rowCount, rowsPerPiece))));
        piecesPerRows = Pieces(filters.PanelCount, panelsPerPiece);
    }

    /// <summary>Computes the output images.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The value that is added to each output channel, <c>[out]</c>, or empty for none.</param>
    /// <param name="output">Receives the images, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="normalization">What is done to the images first, or <see langword="null"/> for nothing.</param>
    public static void Forward(
        KernelTier tier, CookToomScheme scheme, in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weights,
        ReadOnlySpan<float> bias, Span<float> output, ChannelNormalization? normalization = null)
    {
        fixed (float* images = input, filters = weights, results = output)
        {
            Run(tier, scheme, shape, images, normalization, FilterMatrix.Forward(shape, filters), bias, results);
        }
    }

    /// <summary>Computes the gradient of the input images from the gradient of the output images: the convolution of it with turned filters.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="inputGradient">Receives the gradient of the input, <c>[n, h, w, in]</c>.</param>
    public static void InputGradient(
        KernelTier tier, CookToomScheme scheme, in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights,
        Span<float> inputGradient)
    {
        fixed (float* images = outputGradient, filters = weights, results = inputGradient)
        {
            TapSequence vertical = new(shape.KernelHeight - 1, -1, shape.KernelHeight);
            TapSequence horizontal = new(shape.KernelWidth - 1, -1, shape.KernelWidth);
            Run(tier, scheme, shape.Turned(), images, null, FilterMatrix.Backward(shape, filters, vertical, horizontal), [], results);
        }
    }

    /// <summary>Computes the output images.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="filters">The filters, for this tier.</param>
    /// <param name="output">Receives the images, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="outputStep">The values from pixel to pixel of the output.</param>
    /// <param name="normalization">What is done to the images first, or <see langword="null"/> for nothing.</param>
    public static void Run(
        KernelTier tier, in ConvolutionShape shape, float* input, TransformedFilters filters, float* output, nint outputStep,
        ChannelNormalization? normalization = null)
    {
        CookToomConvolution convolution = new(tier, shape, input, normalization, filters, output, outputStep);
        Parallelism.For(Pieces(convolution.rowCount, convolution.rowsPerPiece) * convolution.piecesPerRows, convolution);
    }

    private static void Run(
        KernelTier tier, CookToomScheme scheme, in ConvolutionShape shape, float* input, ChannelNormalization? normalization, FilterMatrix filters, ReadOnlySpan<float> bias, float* output)
    {
        using ScratchBuffer panels = ScratchBuffer.Rent(TransformedFilters.LengthOf(tier, scheme, shape.InputChannels, shape.OutputChannels));
        Run(
            tier, shape, input,
            new TransformedFilters(tier, scheme, filters, shape.InputChannels, shape.OutputChannels, bias, slope: 1, panels.Pointer),
            output, shape.OutputChannels, normalization);
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;

    /// <inheritdoc/>
    public void RunPiece(int index)
    {
        (int rowPiece, int panelPiece) = Math.DivRem(index, piecesPerRows);
        int firstRow = rowPiece * rowsPerPiece;
        int rows = Math.Min(rowsPerPiece, rowCount - firstRow);
        int tiles = rows * tilesPerRow;
        int endPanel = Math.Min((panelPiece + 1) * panelsPerPiece, filters.PanelCount);
        int size = filters.Scheme.Size;
        int productStep = tier.Columns;
        nint inputPlane = TileEvaluation.PlaneStep(tiles * channelStep);
        nint productPlane = TileEvaluation.PlaneStep(tiles * productStep);
        using ScratchBuffer inputs = ScratchBuffer.Rent(size * inputPlane);
        using ScratchBuffer products = ScratchBuffer.Rent(size * productPlane);
        using ScratchBuffer tables = ScratchBuffer.Rent((2L * tiles + tier.Rows) * (sizeof(float*) / sizeof(float)));
        using ScratchBuffer row = ScratchBuffer.Rent(Math.Max(images.RowLength, RowLength));
        float** results = (float**)tables.Pointer;
        float** lines = results + tiles;
        for (int i = 0; i < rows; i++)
        {
            images.Evaluate(
                firstRow + i, 0, shape.InputChannels, row.Pointer, inputs.Pointer + ((nint)i * tilesPerRow * channelStep), channelStep, inputPlane);
        }

        for (int panel = panelPiece * panelsPerPiece; panel < endPanel; panel++)
        {
            Locate(inputs.Pointer, channelStep, tiles, lines);
            Locate(products.Pointer, productStep, tiles, results);
            for (int point = 0; point < size; point++)
            {
                Multiply(filters.Panel(panel, point), lines, results, tiles);
                Advance(lines, tiles, inputPlane - shape.InputChannels);
                Advance(results, tiles, productPlane);
            }

            for (int i = 0; i < rows; i++)
            {
                InterpolateRow(
                    firstRow + i, panel, products.Pointer + ((nint)i * tilesPerRow * productStep), productPlane, row.Pointer);
            }
        }
    }

    /// <summary>
    /// Finds how many rows of tiles are worked on at once: inputs and products of the fewest take a quarter of the second-level cache, which leaves room for
    /// the filters of a panel at all points; inputs of the most take half of it. In between the number is taken that leaves the least of the last tile of the
    /// micro-kernel empty.
    /// </summary>
    private int RowsInCache()
    {
        int tileValues = ProcessorCaches.Active.PieceBytes / sizeof(float) / filters.Scheme.Size;
        int fewest = Math.Max(1, Math.Max(SmallestTileCount, tileValues / 2 / (channelStep + tier.Columns)) / tilesPerRow);
        int most = Math.Max(1, Math.Max(SmallestTileCount, tileValues / channelStep) / tilesPerRow);
        int best = fewest;
        for (int rows = fewest + 1; rows <= most; rows++)
        {
            best = Filled(rows) > Filled(best) ? rows : best;
        }

        return best;
    }

    /// <summary>Gets the share of the micro-kernel's tiles that rows of tiles fill.</summary>
    private double Filled(int rows) => (double)rows * tilesPerRow / (Pieces(rows * tilesPerRow, tier.Rows) * tier.Rows);

    /// <summary>Gets the memory that a row of tiles takes between and behind both transforms of its outputs, for a register of filters.</summary>
    private long RowLength => transform.Lanes * (long)vertical.Size * 2 * tilesPerRow * horizontal.Outputs;

    /// <summary>Finds where the tiles of a matrix lie.</summary>
    private static void Locate(float* matrix, nint step, int tiles, float** table)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            table[tile] = matrix + (tile * step);
        }
    }

    /// <summary>Moves addresses on.</summary>
    private static void Advance(float** table, int tiles, nint values)
    {
        nint* addresses = (nint*)table;
        Vector<nint> bytes = new(values * sizeof(float));
        int tile = 0;
        for (; tile <= tiles - Vector<nint>.Count; tile += Vector<nint>.Count)
        {
            Vector.Store(Vector.Load(addresses + tile) + bytes, addresses + tile);
        }

        for (; tile < tiles; tile++)
        {
            addresses[tile] += values * sizeof(float);
        }
    }

    /// <summary>Multiplies the inputs of all tiles at one point with the filters of a panel, and moves on behind the last channel.</summary>
    private void Multiply(float* panel, float** lines, float** results, int tiles)
    {
        float* zeros = stackalloc float[tier.Columns];
        int blocks = Pieces(shape.InputChannels, tier.BlockTerms);
        int blockTerms = Pieces(shape.InputChannels, blocks);
        for (int first = 0; first < shape.InputChannels; first += blockTerms)
        {
            int terms = Math.Min(blockTerms, shape.InputChannels - first);
            tier.Multiply(
                new TermRuns(1, terms, 0), lines, panel + ((nint)first * tier.Columns), first == 0 ? zeros : null, 1, results, tiles, 0, tier.Columns);
            Advance(lines, tiles, terms);
        }
    }

    /// <summary>Computes <c>A^T p A + bias</c> of the tiles of a row for a panel, a register of columns at a time.</summary>
    private void InterpolateRow(int index, int panel, float* products, nint planeStep, float* row)
    {
        int lanes = transform.Lanes;
        (int image, int tileRow) = Math.DivRem(index, rowsPerImage);
        int y = tileRow * vertical.Outputs;
        int kept = Math.Min(vertical.Outputs, shape.OutputHeight - y);
        nint pixelLength = vertical.Size * lanes;
        float* window = row + ((nint)tilesPerRow * horizontal.Outputs * pixelLength);
        float* zeros = stackalloc float[lanes];
        int firstColumn = panel * tier.Columns;
        int columns = Math.Min(tier.Columns, filters.ColumnCount - firstColumn);
        nint rowStep = shape.OutputWidth * outputStep;
        float* target = output + ((((nint)image * shape.OutputHeight) + y) * rowStep) + firstColumn;
        for (int column = 0; column < columns; column += lanes)
        {
            float* bias = filters.Bias(panel) + column;
            Lines source = new(products + column, horizontal.Size * planeStep, tier.Columns, planeStep);
            bool isWhole = columns - column >= lanes;
            Lines destination = isWhole
                ? new Lines(target + column, 0, outputStep, rowStep)
                : new Lines(window, 0, lanes, (nint)shape.OutputWidth * lanes);
            if (horizontal != CookToomAxis.Identity)
            {
                transform.Interpolate(
                    horizontal, vertical.Size, tilesPerRow, source, new Lines(row, lanes, horizontal.Outputs * pixelLength, pixelLength),
                    horizontal.Outputs, zeros, 1);
                source = new Lines(row, 0, pixelLength, lanes);
            }

            transform.Interpolate(vertical, 1, shape.OutputWidth, source, destination, kept, bias, filters.Slope);
            for (int i = 0; i < kept && !isWhole; i++)
            {
                MemoryLines.Copy(
                    window + ((nint)i * shape.OutputWidth * lanes), lanes, target + (i * rowStep) + column, outputStep, shape.OutputWidth,
                    columns - column);
            }
        }
    }
}
