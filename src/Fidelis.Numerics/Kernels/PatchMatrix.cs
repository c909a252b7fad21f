using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The patches of a batch of NHWC images that a filter meets: a line for each place of the filter, numbered image by image and row by
/// row, with the values in the order (ky, kx, channel) and zeros outside the image. It is never written down as a whole.
/// </summary>
/// <remarks>
/// In NHWC the values of a patch's row are one run of memory, <c>kernelWidth * channels</c> long, cut at the image's left and
/// right border, whatever the stride. Gathering is therefore copying of runs:
/// <code>
///   line = | ky = 0: kx 0 1 2 | ky = 1: kx 0 1 2 | ky = 2: kx 0 1 2 |     a block takes any part [first, first + count) of it
/// </code>
/// As the left factor of a forward convolution the lines are rows; as that of the filters' gradient they are terms.
/// </remarks>
internal sealed unsafe class PatchMatrix : ILeftFactor
{
    private readonly float* images;
    private readonly int imageHeight;
    private readonly int imageWidth;
    private readonly int channels;
    private readonly PatchAxis vertical;
    private readonly PatchAxis horizontal;

    /// <summary>Initializes a new instance of the <see cref="PatchMatrix"/> class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="imageHeight">Rows of an image.</param>
    /// <param name="imageWidth">Columns of an image.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="vertical">The places of the filter from top to bottom.</param>
    /// <param name="horizontal">The places of the filter from left to right.</param>
    /// <param name="isPackedByTerms">Whether the lines are the terms of the product instead of its rows.</param>
    public PatchMatrix(
        float* images, int imageHeight, int imageWidth, int channels, PatchAxis vertical, PatchAxis horizontal, bool isPackedByTerms)
    {
        this.images = images;
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
        this.channels = channels;
        this.vertical = vertical;
        this.horizontal = horizontal;
        IsPackedByTerms = isPackedByTerms;
    }

    /// <inheritdoc/>
    public bool IsPackedByTerms { get; }

    /// <summary>Reads the input of a convolution as its filters do.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images.</param>
    /// <param name="isPackedByTerms">Whether the lines are the terms of the product instead of its rows.</param>
    /// <returns>The patches, a line for each output pixel.</returns>
    public static PatchMatrix OfInput(in ConvolutionShape shape, float* input, bool isPackedByTerms) => new(
        input, shape.InputHeight, shape.InputWidth, shape.InputChannels,
        new PatchAxis(shape.OutputHeight, shape.StrideY, -shape.PaddingTop, shape.KernelHeight),
        new PatchAxis(shape.OutputWidth, shape.StrideX, -shape.PaddingLeft, shape.KernelWidth),
        isPackedByTerms);

    /// <inheritdoc/>
    public void Pack(int firstRow, int rowCount, int firstTerm, int termCount, float* block)
    {
        if (IsPackedByTerms)
        {
            Gather(firstTerm, termCount, firstRow, rowCount, block);
        }
        else
        {
            Gather(firstRow, rowCount, firstTerm, termCount, block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int firstLine, int lineCount, int first, int count, float* block)
    {
        // A stride beyond the filter leaves phases of the gradient that no tap meets.
        if (count == 0)
        {
            return;
        }

        int runLength = horizontal.KernelSize * channels;
        int firstKernelRow = first / runLength;
        int skipped = first - (firstKernelRow * runLength);
        (int gridRow, int gridColumn) = Math.DivRem(firstLine, horizontal.Count);
        (int image, gridRow) = Math.DivRem(gridRow, vertical.Count);
        for (int line = 0; line < lineCount; line++)
        {
            int x = (gridColumn * horizontal.Step) + horizontal.Offset;
            int insideStart = -x * channels;
            int insideEnd = (imageWidth - x) * channels;
            int y = (gridRow * vertical.Step) + vertical.Offset + firstKernelRow;
            float* run = images + ((((nint)image * imageHeight) + y) * imageWidth * channels) + ((nint)x * channels);
            float* destination = block + ((nint)line * KernelTier.BlockStride);
            float* end = destination + count;
            int from = skipped;
            while (destination < end)
            {
                int to = (int)Math.Min(runLength, from + (end - destination));
                bool isInside = (uint)y < (uint)imageHeight;
                int copyFrom = isInside ? Math.Clamp(insideStart, from, to) : to;
                int copyTo = isInside ? Math.Clamp(insideEnd, copyFrom, to) : to;
                Clear(destination, copyFrom - from);
                Copy(run + copyFrom, destination + (copyFrom - from), copyTo - copyFrom);
                Clear(destination + (copyTo - from), to - copyTo);
                destination += to - from;
                run += (nint)imageWidth * channels;
                from = 0;
                y++;
            }

            if (++gridColumn == horizontal.Count)
            {
                gridColumn = 0;
                if (++gridRow == vertical.Count)
                {
                    gridRow = 0;
                    image++;
                }
            }
        }
    }

    // Runs are short (9 to a few hundred values), so that a call to the platform's copy would cost as much as the copying.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* destination, int count)
    {
        int i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Store(Vector.Load(source + i), destination + i);
        }

        for (; i < count; i++)
        {
            destination[i] = source[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(float* destination, int count)
    {
        for (int i = 0; i < count; i++)
        {
            destination[i] = 0;
        }
    }
}
