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

    /// <summary>Gathers a part of some lines, one row of places after another.</summary>
    private void Gather(int firstLine, int lineCount, int first, int count, float* block)
    {
        (int gridRow, int column) = Math.DivRem(firstLine, horizontal.Count);
        (int image, gridRow) = Math.DivRem(gridRow, vertical.Count);
        while (lineCount > 0)
        {
            int columns = Math.Min(lineCount, horizontal.Count - column);
            GatherRow(image, (gridRow * vertical.Step) + vertical.Offset, column, columns, first, count, block);
            block += (nint)columns * KernelTier.BlockStride;
            lineCount -= columns;
            column = 0;
            if (++gridRow == vertical.Count)
            {
                gridRow = 0;
                image++;
            }
        }
    }

    /// <summary>Gathers a part of the lines of neighbouring places, one row of the filter after another.</summary>
    private void GatherRow(int image, int y, int column, int columnCount, int first, int count, float* block)
    {
        // The places where the filter lies between the left and the right border.
        int inside = horizontal.FirstAtLeast(0);
        int beyond = horizontal.FirstAtLeast(imageWidth - horizontal.KernelSize + 1);
        int whole = Math.Clamp(inside - column, 0, columnCount);
        int end = Math.Clamp(beyond - column, whole, columnCount);
        int x = (column * horizontal.Step) + horizontal.Offset;
        int placeStep = horizontal.Step * channels;
        int runLength = horizontal.KernelSize * channels;
        int done = 0;
        while (done < count)
        {
            (int kernelRow, int from) = Math.DivRem(first + done, runLength);
            int length = Math.Min(runLength - from, count - done);
            float* destination = block + done;
            done += length;
            int imageRow = y + kernelRow;
            if ((uint)imageRow >= (uint)imageHeight)
            {
                MemoryLines.Clear(destination, KernelTier.BlockStride, columnCount, length);
                continue;
            }

            float* row = images + ((((nint)image * imageHeight) + imageRow) * imageWidth * channels);
            for (int i = 0; i < whole; i++)
            {
                CopyCut(row, ((x * channels) + from) + (i * placeStep), destination + ((nint)i * KernelTier.BlockStride), length);
            }

            MemoryLines.Copy(
                row + ((nint)x * channels) + from + ((nint)whole * placeStep), placeStep,
                destination + ((nint)whole * KernelTier.BlockStride), KernelTier.BlockStride, end - whole, length);
            for (int i = end; i < columnCount; i++)
            {
                CopyCut(row, ((x * channels) + from) + (i * placeStep), destination + ((nint)i * KernelTier.BlockStride), length);
            }
        }
    }

    /// <summary>Copies a run that the left or the right border of the image may cut, with zeros outside.</summary>
    private void CopyCut(float* row, int start, float* destination, int length)
    {
        int copyFrom = Math.Clamp(-start, 0, length);
        int copyTo = Math.Clamp((imageWidth * channels) - start, copyFrom, length);
        MemoryLines.Clear(destination, 0, 1, copyFrom);
        MemoryLines.Copy(row + start + copyFrom, 0, destination + copyFrom, 0, 1, copyTo - copyFrom);
        MemoryLines.Clear(destination + copyTo, 0, 1, length - copyTo);
    }
}
