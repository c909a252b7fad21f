using System.Numerics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The gradient of the filters as the product of the transposed patches with the gradient of the output, both of which lie in memory with
/// a line for each output pixel, which is the term: neither is transposed.
/// </summary>
/// <remarks>
/// The terms are many and the result is small, so that the pixels are cut into parts, by the size of the problem alone. Each part
/// has sums of its own; at the end they are added in the order of the parts. That also keeps the rounding of the long sums small.
/// </remarks>
internal sealed unsafe class BlockedWeightGradient : IDisposable
{
    /// <summary>Pixels in a packed block, which stays in the second-level cache together with the sums it is added to.</summary>
    private const int BlockPixels = 128;

    private const int SmallestPartPixels = 1024;

    private const int LargestPartCount = 16;

    /// <summary>The largest number of values in the sums of all parts, so that wide layers take no memory by the part.</summary>
    private const long LargestSums = 1 << 23;

    private const int ChannelsPerTotal = 8;

    private readonly KernelTier tier;
    private readonly ConvolutionShape shape;
    private readonly PatchMatrix patches;
    private readonly RightMatrix outputGradient;
    private readonly float* weightGradient;
    private readonly int pixelCount;
    private readonly int partCount;
    private readonly int partPixels;
    private readonly int rowCount;
    private readonly int blockRows;
    private readonly int rowBlockCount;
    private readonly int panelCount;
    private readonly ScratchBuffer sums;

    private BlockedWeightGradient(KernelTier tier, in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient)
    {
        this.tier = tier;
        this.shape = shape;
        this.weightGradient = weightGradient;
        this.outputGradient = new RightMatrix(outputGradient, shape.OutputChannels, isTransposed: false);
        patches = PatchMatrix.OfInput(shape, input, isPackedByTerms: true);
        rowCount = shape.KernelHeight * shape.KernelWidth * shape.InputChannels;
        rowBlockCount = Pieces(rowCount, KernelTier.BlockLength / tier.Rows * tier.Rows);
        blockRows = Pieces(Pieces(rowCount, rowBlockCount), tier.Rows) * tier.Rows;
        panelCount = Pieces(shape.OutputChannels, tier.Columns);
        pixelCount = shape.BatchCount * shape.OutputHeight * shape.OutputWidth;
        int partsWanted = (int)Math.Clamp(LargestSums / ((long)rowCount * shape.OutputChannels), 1, LargestPartCount);
        partPixels = Math.Max(SmallestPartPixels, Pieces(pixelCount, partsWanted));
        partCount = Math.Max(1, Pieces(pixelCount, partPixels));
        sums = ScratchBuffer.Rent((long)partCount * rowCount * SumStride);
    }

    private int SumStride => panelCount * tier.Columns;

    /// <summary>Computes the gradient of the filters.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>.</param>
    public static void Compute(
        KernelTier tier,
        in ConvolutionShape shape,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient)
    {
        fixed (float* images = input, gradients = outputGradient, results = weightGradient)
        {
            using BlockedWeightGradient product = new(tier, shape, images, gradients, results);
            Parallelism.For(product.partCount * product.rowBlockCount, product.MultiplyPiece);
            Parallelism.For(Pieces(shape.InputChannels, ChannelsPerTotal), product.AddParts);
        }
    }

    /// <summary>Gives the sums back.</summary>
    public void Dispose() => sums.Dispose();

    private static int Pieces(int length, int pieceLength) => (length + pieceLength - 1) / pieceLength;

    private float* Sum(int part, int row) => sums.Pointer + ((((nint)part * rowCount) + row) * SumStride);

    private void MultiplyPiece(int index)
    {
        (int part, int rowBlock) = Math.DivRem(index, rowBlockCount);
        int firstRow = rowBlock * blockRows;
        int rows = Math.Clamp(rowCount - firstRow, 0, blockRows);
        int pixel = part * partPixels;
        int endPixel = Math.Min(pixel + partPixels, pixelCount);
        using ScratchBuffer left = ScratchBuffer.Rent(BlockPixels * KernelTier.BlockStride);
        using ScratchBuffer right = ScratchBuffer.Rent(BlockPixels * SumStride);
        float** resultRows = stackalloc float*[blockRows];
        PixelGrid.OfMatrix(Sum(part, firstRow), rows, SumStride).Locate(0, rows, resultRows);
        float* zeros = stackalloc float[tier.Columns];
        bool isFirst = true;

        // At least one block: without any pixel, the sums are zero.
        do
        {
            int pixels = Math.Min(BlockPixels, endPixel - pixel);
            patches.Pack(firstRow, rows, pixel, pixels, left.Pointer);
            for (int panel = 0; panel < panelCount; panel++)
            {
                int column = panel * tier.Columns;
                float* rightPanel = right.Pointer + ((nint)column * BlockPixels);
                int columns = Math.Min(tier.Columns, shape.OutputChannels - column);
                outputGradient.Pack(pixel, pixels, column, columns, tier.Columns, rightPanel);
                tier.MultiplyBlock(
                    isPackedByTerms: true, pixels, left.Pointer, rightPanel, isFirst ? zeros : null,
                    resultRows, rows, column, tier.Columns);
            }

            isFirst = false;
            pixel += pixels;
        }
        while (pixel < endPixel);
    }

    /// <summary>
    /// Adds the parts of a few input channels and writes them in the order of the filters, where they lie next to one another.
    /// </summary>
    private void AddParts(int index)
    {
        int taps = shape.KernelHeight * shape.KernelWidth;
        int firstChannel = index * ChannelsPerTotal;
        int endChannel = Math.Min(firstChannel + ChannelsPerTotal, shape.InputChannels);
        for (int tap = 0; tap < taps; tap++)
        {
            for (int channel = firstChannel; channel < endChannel; channel++)
            {
                AddParts(Sum(0, (tap * shape.InputChannels) + channel));
            }
        }

        for (int column = 0; column < shape.OutputChannels; column++)
        {
            float* destination = weightGradient + ((((nint)column * shape.InputChannels) + firstChannel) * taps);
            for (int channel = firstChannel; channel < endChannel; channel++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    *destination++ = Sum(0, (tap * shape.InputChannels) + channel)[column];
                }
            }
        }
    }

    private void AddParts(float* total)
    {
        for (int part = 1; part < partCount; part++)
        {
            float* summand = total + ((nint)part * rowCount * SumStride);
            for (int column = 0; column < SumStride; column += Vector<float>.Count)
            {
                Vector.Store(Vector.Load(total + column) + Vector.Load(summand + column), total + column);
            }
        }
    }
}
