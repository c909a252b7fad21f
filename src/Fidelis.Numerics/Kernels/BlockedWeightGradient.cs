using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The gradient of the filters as the product of the transposed patches with the gradient of the output, both of which lie in memory with
/// a line for each output pixel, which is the term: neither is transposed. The gradient of the bias comes along.
/// </summary>
/// <remarks>
/// The terms are many and the result is small, so that the rows of pixels are cut into <see cref="PixelParts"/>.
/// </remarks>
internal sealed unsafe class BlockedWeightGradient : IDisposable
{
    /// <summary>
    /// Pixels of a block, whose part of the output's gradient stays in the first-level cache, one panel at a time. Blocks and parts decide in which order the
    /// pixels are added up, hence the digits: they are the same on every machine, whatever its caches.
    /// </summary>
    private const int BlockPixels = 128;

    private const int ChannelsPerTotal = 8;

    private readonly KernelTier tier;
    private readonly ConvolutionShape shape;
    private readonly PatchGrid patches;
    private readonly float* outputGradient;
    private readonly RightMatrix right;
    private readonly int rowsPerKernelRow;
    private readonly float* weightGradient;
    private readonly PixelParts parts;
    private readonly int linesPerBlock;
    private readonly int panelCount;
    private readonly int rowCount;
    private readonly int sumStride;
    private readonly ScratchBuffer sums;
    private readonly ScratchBuffer biasSums;

    private BlockedWeightGradient(
        KernelTier tier, in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient, ChannelNormalization? normalization)
    {
        this.tier = tier;
        this.shape = shape;
        this.weightGradient = weightGradient;
        this.outputGradient = outputGradient;
        right = new RightMatrix(outputGradient, shape.OutputChannels, isTransposed: false);
        patches = PatchGrid.OfInput(shape, input, isReadBeyond: true, normalization);
        panelCount = Pieces(shape.OutputChannels, tier.Columns);
        rowsPerKernelRow = Pieces(patches.RunLength, tier.TransposedRows) * tier.TransposedRows;
        rowCount = shape.KernelHeight * rowsPerKernelRow;
        sumStride = panelCount * tier.Columns;
        linesPerBlock = Math.Max(1, BlockPixels / shape.OutputWidth);
        parts = new PixelParts(shape);
        sums = ScratchBuffer.Rent((long)parts.Count * rowCount * sumStride);
        biasSums = ScratchBuffer.Rent((long)parts.Count * sumStride);
    }

    /// <summary>Computes the gradients of the filters and of the bias.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, <c>[out]</c>, unless it is empty.</param>
    /// <param name="normalization">What was done to the images first, or <see langword="null"/> for nothing.</param>
    public static void Compute(
        KernelTier tier,
        in ConvolutionShape shape,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient,
        ChannelNormalization? normalization = null)
    {
        fixed (float* images = input, gradients = outputGradient, results = weightGradient)
        {
            using BlockedWeightGradient product = new(tier, shape, images, gradients, results, normalization);
            Parallelism.For(product.parts.PieceCount, product.MultiplyPiece);
            Parallelism.For(Pieces(shape.InputChannels, ChannelsPerTotal), product.AddParts);
            MemoryLines.SumParts(product.biasSums.Pointer, product.sumStride, product.parts.Count, biasGradient);
        }
    }

    /// <summary>Gives the sums back.</summary>
    public void Dispose()
    {
        sums.Dispose();
        biasSums.Dispose();
    }

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;

    /// <summary>Finds the sums of a row of the filter in a part; whole tiles of the kernels, so that none of them is written in parts.</summary>
    private float* Sum(int part, int kernelRow) => sums.Pointer + ((((nint)part * rowCount) + ((nint)kernelRow * rowsPerKernelRow)) * sumStride);

    /// <summary>Finds the sums of a tap and a channel.</summary>
    private float* Sum(int part, int tap, int channel)
    {
        (int kernelRow, int kernelColumn) = Math.DivRem(tap, shape.KernelWidth);
        return Sum(part, kernelRow) + ((((nint)kernelColumn * shape.InputChannels) + channel) * sumStride);
    }

    private void MultiplyPiece(int index)
    {
        (int part, int line, int endLine, int firstKernelRow, int kernelRowCount) = parts.Piece(index);
        PatchGrid grid = patches.OfKernelRows(firstKernelRow, kernelRowCount);
        using ScratchBuffer window = ScratchBuffer.Rent(grid.WindowLength(linesPerBlock));
        using ScratchBuffer packed = ScratchBuffer.Rent((long)linesPerBlock * shape.OutputWidth * sumStride);
        float** lines = stackalloc float*[linesPerBlock];
        float* zeros = stackalloc float[tier.Columns];
        Span<float> bias = firstKernelRow == 0 ? new(biasSums.Pointer + ((nint)part * sumStride), sumStride) : [];
        bias.Clear();
        bool isFirst = true;

        // At least one block: without any pixel, the sums are zero.
        do
        {
            int count = Math.Min(linesPerBlock, endLine - line);
            TermRuns runs = new(count, grid.Width, grid.PlaceStep);
            int pixels = count * grid.Width;
            grid.Open(line, count, window.Pointer, lines);
            float* panels = Pack(line * grid.Width, pixels, packed.Pointer, bias);
            for (int kernelRow = 0; kernelRow < grid.RunCount; kernelRow++)
            {
                float* sum = Sum(part, firstKernelRow + kernelRow);
                for (int panel = 0; panel < panelCount; panel++)
                {
                    nint column = panel * tier.Columns;
                    tier.MultiplyTransposed(
                        runs, lines, panels + (column * pixels), isFirst ? zeros : null, sum + column, sumStride, rowsPerKernelRow);
                }

                for (int i = 0; i < count; i++)
                {
                    lines[i] += grid.RunStep;
                }
            }

            isFirst = false;
            line += count;
        }
        while (line < endLine);
    }

    /// <summary>Packs the output's gradient at some pixels, panel by panel, and adds it to the sums of the bias unless they are empty.</summary>
    /// <returns>The panels; a gradient of as many channels as one panel has columns is one where it lies.</returns>
    private float* Pack(int firstPixel, int pixels, float* panels, Span<float> bias)
    {
        if (shape.OutputChannels == tier.Columns)
        {
            panels = outputGradient + ((nint)firstPixel * shape.OutputChannels);
        }

        for (int panel = 0; panel < panelCount; panel++)
        {
            int column = panel * tier.Columns;
            float* lines = panels + ((nint)column * pixels);
            if (shape.OutputChannels != tier.Columns)
            {
                right.Pack(firstPixel, pixels, column, Math.Min(tier.Columns, shape.OutputChannels - column), tier.Columns, lines);
            }

            if (!bias.IsEmpty)
            {
                MemoryLines.Sum(lines, tier.Columns, pixels, bias[column..]);
            }
        }

        return panels;
    }

    /// <summary>
    /// Adds the parts of a few input channels and writes them in the order of the filters, where they lie next to one another.
    /// </summary>
    private void AddParts(int index)
    {
        int taps = shape.KernelHeight * shape.KernelWidth;
        int firstChannel = index * ChannelsPerTotal;
        int count = Math.Min(ChannelsPerTotal, shape.InputChannels - firstChannel) * taps;
        float** totals = stackalloc float*[count];
        for (int i = 0; i < count; i++)
        {
            (int channel, int tap) = Math.DivRem(i, taps);
            totals[i] = Sum(0, tap, firstChannel + channel);
            AddParts(totals[i]);
        }

        for (int column = 0; column < shape.OutputChannels; column++)
        {
            float* destination = weightGradient + ((((nint)column * shape.InputChannels) + firstChannel) * taps);
            for (int i = 0; i < count; i++)
            {
                destination[i] = totals[i][column];
            }
        }
    }

    private void AddParts(float* total)
    {
        for (int part = 1; part < parts.Count; part++)
        {
            float* summand = total + ((nint)part * rowCount * sumStride);
            for (int column = 0; column < sumStride; column += Vector<float>.Count)
            {
                Vector.Store(Vector.Load(total + column) + Vector.Load(summand + column), total + column);
            }
        }
    }
}
