using System.Runtime.InteropServices;

namespace Fidelis.Numerics.Kernels.CookToom;

/// <summary>The input images of a convolution at the points of a scheme, a row of tiles at a time.</summary>
internal readonly unsafe struct TileEvaluation
{
    /// <summary>Channels are filled up to whole lines of the cache.</summary>
    private const int LineValues = 16;

    private readonly LineTransform transform;
    private readonly ConvolutionShape shape;
    private readonly CookToomAxis vertical;
    private readonly CookToomAxis horizontal;
    private readonly float* input;
    private readonly ChannelNormalization? normalization;
    private readonly int rowsPerImage;
    private readonly int tilesPerRow;

    /// <summary>Initializes a new instance of the <see cref="TileEvaluation"/> structure.</summary>
    /// <param name="transform">The transforms of a tier.</param>
    /// <param name="scheme">The points.</param>
    /// <param name="shape">The sizes of the convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="normalization">What is done to the images first, or <see langword="null"/> for nothing.</param>
    public TileEvaluation(LineTransform transform, CookToomScheme scheme, in ConvolutionShape shape, float* input, ChannelNormalization? normalization)
    {
        this.transform = transform;
        this.shape = shape;
        this.input = input;
        this.normalization = normalization;
        vertical = scheme.Vertical;
        horizontal = scheme.Horizontal;
        rowsPerImage = scheme.RowsOf(shape);
        tilesPerRow = scheme.ColumnsOf(shape);
    }

    /// <summary>Gets the memory that a row of tiles takes before and between both transforms, for a register of channels.</summary>
    public long RowLength => transform.Lanes * (long)vertical.Size * (Span + shape.InputWidth);

    /// <summary>Gets the pixels under a row of tiles.</summary>
    private int Span => (tilesPerRow * horizontal.Outputs) + horizontal.Taps - 1;

    /// <summary>Gets the values from tile to tile of a matrix of some channels.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <returns>The number of values, whole lines of the cache.</returns>
    public static int StepOf(int channels) => (channels + LineValues - 1) / LineValues * LineValues;

    /// <summary>Gets the values from the matrix of one point to that of the next: an odd number of lines, so that they fall into different sets of a cache.</summary>
    /// <param name="length">The values of a matrix.</param>
    /// <returns>The number of values.</returns>
    public static nint PlaneStep(int length) => (nint)(((length + LineValues - 1) / LineValues) | 1) * LineValues;

    /// <summary>Computes <c>B^T x B</c> of the tiles of a row, a register of channels at a time.</summary>
    /// <param name="index">The row of tiles, counted over all images.</param>
    /// <param name="firstChannel">The first channel to be evaluated.</param>
    /// <param name="endChannel">The one behind the last.</param>
    /// <param name="row">Memory for <see cref="RowLength"/> values.</param>
    /// <param name="inputs">Receives the row's part of the matrix <c>[tiles, channels]</c> of the first point.</param>
    /// <param name="channelStep">The values from tile to tile, as <see cref="StepOf"/> says.</param>
    /// <param name="planeStep">The values from the matrix of one point to that of the next.</param>
    public void Evaluate(int index, int firstChannel, int endChannel, float* row, float* inputs, int channelStep, nint planeStep)
    {
        int lanes = transform.Lanes;
        (int image, int tileRow) = Math.DivRem(index, rowsPerImage);
        int top = (tileRow * vertical.Outputs) - shape.PaddingTop;
        int span = Span;
        int before = Math.Clamp(shape.PaddingLeft, 0, span);
        int from = Math.Max(0, -shape.PaddingLeft);
        int count = Math.Clamp(shape.InputWidth - from, 0, span - before);
        bool isWithin = top >= 0 && top + vertical.Size <= shape.InputHeight;
        nint rowStep = (nint)shape.InputWidth * shape.InputChannels;
        nint pixelLength = vertical.Size * lanes;
        float* window = row + (span * pixelLength);
        Clear(row, before * pixelLength);
        Clear(row + ((before + count) * pixelLength), (span - before - count) * pixelLength);
        for (int channel = firstChannel; channel < endChannel; channel += lanes, inputs += lanes)
        {
            int channels = Math.Min(lanes, endChannel - channel);
            float* origin = input + ((nint)image * shape.InputHeight * rowStep) + (top * rowStep) + ((nint)from * shape.InputChannels) + channel;
            Lines source = new(origin, 0, shape.InputChannels, rowStep);
            if (!isWithin || channels < lanes || normalization is not null)
            {
                CopyWindow(origin, top, count, channel, channels, window);
                source = new Lines(window, 0, lanes, (nint)count * lanes);
            }

            if (horizontal == CookToomAxis.Identity && count == span)
            {
                transform.Evaluate(vertical, 1, count, source, new Lines(inputs, 0, channelStep, planeStep));
                continue;
            }

            transform.Evaluate(vertical, 1, count, source, new Lines(row + ((nint)before * pixelLength), 0, pixelLength, lanes));
            transform.Evaluate(
                horizontal, vertical.Size, tilesPerRow, new Lines(row, lanes, horizontal.Outputs * pixelLength, pixelLength),
                new Lines(inputs, horizontal.Size * planeStep, channelStep, planeStep));
        }
    }

    /// <summary>Copies the rows of an image under a row of tiles, normalised, with zeros outside the image and in the channels that do not exist.</summary>
    private void CopyWindow(float* origin, int top, int count, int firstChannel, int channels, float* window)
    {
        int lanes = transform.Lanes;
        nint rowStep = (nint)shape.InputWidth * shape.InputChannels;
        for (int y = 0; y < vertical.Size; y++, window += (nint)count * lanes)
        {
            if ((uint)(top + y) >= (uint)shape.InputHeight)
            {
                Clear(window, count * lanes);
                continue;
            }

            if (normalization is null)
            {
                MemoryLines.Copy(origin + (y * rowStep), shape.InputChannels, window, lanes, count, channels);
            }
            else
            {
                normalization.Apply(origin + (y * rowStep), shape.InputChannels, window, lanes, count, firstChannel, channels);
            }

            if (channels < lanes)
            {
                MemoryLines.Clear(window + channels, lanes, count, lanes - channels);
            }
        }
    }

    private static void Clear(float* destination, nint length) => NativeMemory.Clear(destination, (nuint)length * sizeof(float));
}
