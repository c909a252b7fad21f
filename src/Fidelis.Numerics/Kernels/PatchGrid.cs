using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The patches of a batch of NHWC images that a filter meets, one for each place of the filter. The places are numbered row by row, image
/// by image; the rows of places are what work is cut into.
/// </summary>
/// <remarks>
/// In NHWC the values of a patch's row are one run of memory, <c>kernelWidth * channels</c> long, and the runs of neighbouring places
/// overlap. All that stands in the way of reading them where they lie is the border: there the rows of an image that some
/// places need are copied into a window, with zeros around them, and read from that. Where no place reaches beyond the border, nothing
/// is copied. Images that are normalised first are always copied, and the zeros around them stay zeros.
/// </remarks>
internal readonly unsafe struct PatchGrid
{
    private readonly float* images;
    private readonly int imageHeight;
    private readonly int imageWidth;
    private readonly int channels;
    private readonly PatchAxis vertical;
    private readonly PatchAxis horizontal;
    private readonly ChannelNormalization? normalization;
    private readonly bool isCopied;

    /// <summary>Initializes a new instance of the <see cref="PatchGrid"/> structure.</summary>
    /// <param name="images">The images.</param>
    /// <param name="imageHeight">Rows of an image.</param>
    /// <param name="imageWidth">Columns of an image.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="vertical">The places of the filter from top to bottom.</param>
    /// <param name="horizontal">The places of the filter from left to right.</param>
    /// <param name="isReadBeyond">Whether the reader may touch <see cref="Slack"/> values behind a run.</param>
    /// <param name="normalization">What is done to the values of the images while they are copied, or <see langword="null"/> for nothing.</param>
    public PatchGrid(
        float* images, int imageHeight, int imageWidth, int channels, PatchAxis vertical, PatchAxis horizontal, bool isReadBeyond,
        ChannelNormalization? normalization = null)
    {
        this.images = images;
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
        this.channels = channels;
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.normalization = normalization;
        isCopied = isReadBeyond || normalization is not null || !vertical.IsWithin(imageHeight) || !horizontal.IsWithin(imageWidth);
    }

    /// <summary>The values behind a run that a reader may touch where it says so: less than any tile has rows.</summary>
    public const int Slack = 16;

    /// <summary>Gets the places in a row.</summary>
    public int Width => horizontal.Count;

    /// <summary>Gets the rows of places over one image.</summary>
    public int RowsPerImage => vertical.Count;

    /// <summary>Gets the rows of the filter.</summary>
    public int RunCount => vertical.KernelSize;

    /// <summary>Gets the values of a patch's row.</summary>
    public int RunLength => horizontal.KernelSize * channels;

    /// <summary>Gets the values from one row of a patch to the next.</summary>
    public nint RunStep => (isCopied ? WindowWidth : imageWidth) * (nint)channels;

    /// <summary>Gets the values from place to place.</summary>
    public nint PlaceStep => (nint)horizontal.Step * channels;

    private int WindowWidth => horizontal.Span;

    /// <summary>Reads the input of a convolution as its filters do.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images.</param>
    /// <param name="isReadBeyond">Whether the reader may touch <see cref="Slack"/> values behind a run.</param>
    /// <param name="normalization">What is done to the values of the images, or <see langword="null"/> for nothing.</param>
    /// <returns>The patches, one for each output pixel.</returns>
    public static PatchGrid OfInput(in ConvolutionShape shape, float* input, bool isReadBeyond, ChannelNormalization? normalization = null) => new(
        input, shape.InputHeight, shape.InputWidth, shape.InputChannels,
        new PatchAxis(shape.OutputHeight, shape.StrideY, -shape.PaddingTop, shape.KernelHeight),
        new PatchAxis(shape.OutputWidth, shape.StrideX, -shape.PaddingLeft, shape.KernelWidth),
        isReadBeyond, normalization);

    /// <summary>Takes some rows of the filter alone.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>Their patches, in the same places.</returns>
    public PatchGrid OfKernelRows(int first, int count) => new(
        images, imageHeight, imageWidth, channels,
        vertical with { Offset = vertical.Offset + first, KernelSize = count }, horizontal, isCopied, normalization);

    /// <summary>Gets the largest number of values that a window over rows of places takes.</summary>
    /// <param name="rowCount">The rows of places.</param>
    /// <returns>The number of values; 0 where nothing is copied.</returns>
    public long WindowLength(int rowCount)
    {
        long imageCount = (rowCount / RowsPerImage) + 2;
        return isCopied ? ((((long)rowCount * vertical.Step) + (imageCount * vertical.KernelSize)) * RunStep) + Slack : 0;
    }

    /// <summary>Finds where the patches of some rows of places lie, and copies what they need first.</summary>
    /// <param name="firstRow">The first row of places.</param>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="window">Memory for the copy, as much as <see cref="WindowLength"/> says.</param>
    /// <param name="lines">Receives, for each row of places, where the patch of its first place begins.</param>
    public void Open(int firstRow, int rowCount, float* window, float** lines)
    {
        (int image, int row) = Math.DivRem(firstRow, RowsPerImage);
        while (rowCount > 0)
        {
            int rows = Math.Min(rowCount, RowsPerImage - row);
            int y = (row * vertical.Step) + vertical.Offset;
            float* origin = isCopied
                ? window
                : images + (((((nint)image * imageHeight) + y) * imageWidth) + horizontal.Offset) * channels;
            for (int i = 0; i < rows; i++)
            {
                lines[i] = origin + (i * vertical.Step * RunStep);
            }

            if (isCopied)
            {
                int imageRows = ((rows - 1) * vertical.Step) + vertical.KernelSize;
                for (int i = 0; i < imageRows; i++, window += RunStep)
                {
                    CopyRow(image, y + i, window);
                }
            }

            lines += rows;
            rowCount -= rows;
            row = 0;
            image++;
        }
    }

    /// <summary>Copies a row of an image as far as the window reaches, with zeros outside the image.</summary>
    private void CopyRow(int image, int y, float* destination)
    {
        bool isInside = (uint)y < (uint)imageHeight;
        int before = isInside ? Math.Clamp(-horizontal.Offset, 0, WindowWidth) : WindowWidth;
        int from = Math.Max(horizontal.Offset, 0);
        int count = isInside ? Math.Clamp(Math.Min(imageWidth, horizontal.Offset + WindowWidth) - from, 0, WindowWidth - before) : 0;
        Clear(destination, before);
        if (count > 0)
        {
            float* source = images + (((((nint)image * imageHeight) + y) * imageWidth) + from) * channels;
            float* target = destination + ((nint)before * channels);
            if (normalization is null)
            {
                NativeMemory.Copy(source, target, (nuint)count * (nuint)channels * sizeof(float));
            }
            else
            {
                normalization.Apply(source, channels, target, channels, count, 0, channels);
            }
        }

        Clear(destination + ((nint)(before + count) * channels), WindowWidth - before - count);
    }

    private void Clear(float* destination, int pixelCount) =>
        NativeMemory.Clear(destination, (nuint)pixelCount * (nuint)channels * sizeof(float));
}
