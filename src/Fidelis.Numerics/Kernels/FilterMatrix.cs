namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The filters <c>[out, in, kh, kw]</c> of a convolution as the right factor: a term is a tap and a channel of the images that are
/// read, in the order (ky, kx, channel), and a column is a channel of the images that are written.
/// </summary>
internal sealed unsafe class FilterMatrix
{
    private readonly float* weights;
    private readonly int channelCount;
    private readonly int channelStep;
    private readonly int columnStep;
    private readonly int kernelWidth;
    private readonly TapSequence vertical;
    private readonly TapSequence horizontal;

    private FilterMatrix(
        float* weights, int kernelWidth, int channelCount, int channelStep, int columnStep, TapSequence vertical, TapSequence horizontal)
    {
        this.weights = weights;
        this.kernelWidth = kernelWidth;
        this.channelCount = channelCount;
        this.channelStep = channelStep;
        this.columnStep = columnStep;
        this.vertical = vertical;
        this.horizontal = horizontal;
    }

    /// <summary>Gets the number of terms.</summary>
    public int TermCount => RunCount * RunLength;

    /// <summary>Gets the rows of the filter.</summary>
    public int RunCount => vertical.Count;

    /// <summary>Gets the terms of a row of the filter.</summary>
    public int RunLength => horizontal.Count * channelCount;

    /// <summary>Reads the filters as the forward convolution does: terms from input channels, columns from output channels.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The filters.</param>
    /// <returns>The factor.</returns>
    public static FilterMatrix Forward(in ConvolutionShape shape, float* weights)
    {
        int taps = shape.KernelHeight * shape.KernelWidth;
        return new FilterMatrix(
            weights, shape.KernelWidth, shape.InputChannels, taps, taps * shape.InputChannels,
            new TapSequence(0, 1, shape.KernelHeight), new TapSequence(0, 1, shape.KernelWidth));
    }

    /// <summary>Reads some taps of the filters as the gradient does: terms from output channels, columns from input channels.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="weights">The filters.</param>
    /// <param name="vertical">The rows of the filter.</param>
    /// <param name="horizontal">The columns of the filter.</param>
    /// <returns>The factor.</returns>
    public static FilterMatrix Backward(in ConvolutionShape shape, float* weights, TapSequence vertical, TapSequence horizontal)
    {
        int taps = shape.KernelHeight * shape.KernelWidth;
        return new FilterMatrix(
            weights, shape.KernelWidth, shape.OutputChannels, taps * shape.InputChannels, taps, vertical, horizontal);
    }

    /// <summary>Copies a part into a panel, one line for each term, and fills the line with zeros up to its width.</summary>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="termCount">The number of terms.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columnCount">The number of columns, at most <paramref name="width"/>.</param>
    /// <param name="width">The number of values in a line.</param>
    /// <param name="panel">The panel.</param>
    public void Pack(int firstTerm, int termCount, int firstColumn, int columnCount, int width, float* panel)
    {
        int done = 0;
        while (done < termCount)
        {
            (int tap, int channel) = Math.DivRem(firstTerm + done, channelCount);
            (int tapY, int tapX) = Math.DivRem(tap, horizontal.Count);
            int channels = Math.Min(channelCount - channel, termCount - done);
            float* source = weights + ((nint)firstColumn * columnStep) + ((nint)channel * channelStep)
                + (vertical[tapY] * kernelWidth) + horizontal[tapX];
            MemoryLines.CopyByColumns(source, channelStep, columnStep, panel + ((nint)done * width), width, channels, columnCount);
            done += channels;
        }

        MemoryLines.Clear(panel + columnCount, width, termCount, width - columnCount);
    }

    /// <summary>Copies all taps of one channel, a line of columns for each, and fills the line with zeros up to its width.</summary>
    /// <param name="channel">The channel of the images that are read.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columnCount">The number of columns, at most <paramref name="width"/>.</param>
    /// <param name="width">The number of values in a line.</param>
    /// <param name="taps">Receives the lines in the order (ky, kx).</param>
    public void CopyTaps(int channel, int firstColumn, int columnCount, int width, double* taps)
    {
        for (int column = 0; column < width; column++)
        {
            float* source = weights + ((nint)(firstColumn + column) * columnStep) + ((nint)channel * channelStep);
            for (int y = 0; y < vertical.Count; y++)
            {
                for (int x = 0; x < horizontal.Count; x++)
                {
                    taps[(((y * horizontal.Count) + x) * width) + column] =
                        column < columnCount ? source[(vertical[y] * kernelWidth) + horizontal[x]] : 0;
                }
            }
        }
    }
}
