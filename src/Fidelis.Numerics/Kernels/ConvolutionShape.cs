using System.Globalization;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Describes a two-dimensional convolution over images in NHWC order.
/// </summary>
/// <param name="BatchCount">Number of images n.</param>
/// <param name="InputHeight">Rows of an input image.</param>
/// <param name="InputWidth">Columns of an input image.</param>
/// <param name="InputChannels">Channels of an input image.</param>
/// <param name="OutputChannels">Number of filters.</param>
/// <param name="KernelHeight">Rows of a filter.</param>
/// <param name="KernelWidth">Columns of a filter.</param>
/// <param name="StrideY">Step between output rows, in input rows.</param>
/// <param name="StrideX">Step between output columns, in input columns.</param>
/// <param name="PaddingTop">Rows of zeros above the image.</param>
/// <param name="PaddingLeft">Columns of zeros to the left of the image.</param>
/// <param name="PaddingBottom">Rows of zeros below the image.</param>
/// <param name="PaddingRight">Columns of zeros to the right of the image.</param>
public readonly record struct ConvolutionShape(
    int BatchCount,
    int InputHeight,
    int InputWidth,
    int InputChannels,
    int OutputChannels,
    int KernelHeight,
    int KernelWidth,
    int StrideY,
    int StrideX,
    int PaddingTop,
    int PaddingLeft,
    int PaddingBottom,
    int PaddingRight)
{
    /// <summary>Gets the rows of an output image.</summary>
    public int OutputHeight => ((InputHeight + PaddingTop + PaddingBottom - KernelHeight) / StrideY) + 1;

    /// <summary>Gets the columns of an output image.</summary>
    public int OutputWidth => ((InputWidth + PaddingLeft + PaddingRight - KernelWidth) / StrideX) + 1;

    /// <summary>Gets the number of input values: <c>n * height * width * channels</c>.</summary>
    public int InputLength => checked(BatchCount * InputHeight * InputWidth * InputChannels);

    /// <summary>Gets the number of output values: <c>n * outputHeight * outputWidth * outputChannels</c>.</summary>
    public int OutputLength => checked(BatchCount * OutputHeight * OutputWidth * OutputChannels);

    /// <summary>Gets the number of weights: <c>outputChannels * inputChannels * kernelHeight * kernelWidth</c>.</summary>
    public int WeightLength => checked(OutputChannels * InputChannels * KernelHeight * KernelWidth);

    /// <summary>
    /// Creates the shape whose output has <c>ceil(input / stride)</c> rows and columns, with the odd row or column of zeros
    /// below and to the right, which is the rule "same" of Keras and TensorFlow.
    /// </summary>
    /// <param name="batchCount">Number of images.</param>
    /// <param name="height">Rows of an input image.</param>
    /// <param name="width">Columns of an input image.</param>
    /// <param name="inputChannels">Channels of an input image.</param>
    /// <param name="outputChannels">Number of filters.</param>
    /// <param name="kernel">Rows and columns of a filter.</param>
    /// <param name="stride">Step between outputs, in both directions.</param>
    /// <returns>The shape with its padding filled in.</returns>
    public static ConvolutionShape Same(
        int batchCount, int height, int width, int inputChannels, int outputChannels, int kernel, int stride)
    {
        int vertical = SamePadding(height, kernel, stride);
        int horizontal = SamePadding(width, kernel, stride);
        return new ConvolutionShape(
            batchCount, height, width, inputChannels, outputChannels, kernel, kernel, stride, stride,
            vertical / 2, horizontal / 2, vertical - (vertical / 2), horizontal - (horizontal / 2));
    }

    /// <summary>
    /// Gets the shape of the convolution of stride 1 that makes the gradient of the input from that of the output, with turned filters.
    /// </summary>
    /// <returns>The shape; where the padding is wider than the filter, its own is negative.</returns>
    internal ConvolutionShape Turned() => new(
        BatchCount, OutputHeight, OutputWidth, OutputChannels, InputChannels, KernelHeight, KernelWidth, 1, 1,
        KernelHeight - 1 - PaddingTop, KernelWidth - 1 - PaddingLeft, KernelHeight - 1 - PaddingBottom, KernelWidth - 1 - PaddingRight);

    /// <summary>Describes the sizes in words, also where they are impossible.</summary>
    /// <returns>The text, for messages.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{BatchCount} images of {InputHeight} x {InputWidth} x {InputChannels}, "
        + $"{OutputChannels} filters of {KernelHeight} x {KernelWidth}, stride {StrideY} x {StrideX}, "
        + $"padding {PaddingTop} above, {PaddingLeft} left, {PaddingBottom} below and {PaddingRight} right");

    private static int SamePadding(int size, int kernel, int stride)
    {
        int outputs = (size + stride - 1) / stride;
        return Math.Max(((outputs - 1) * stride) + kernel - size, 0);
    }
}
