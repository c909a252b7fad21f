using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Operators;

/// <summary>Convolution of images by learned filters (cross-correlation, as all networks mean it).</summary>
/// <remarks>
/// The convolution, its input gradient and its weight gradient are the three partial maps of one trilinear form
/// <c>&lt;g, x * w&gt;</c>, so the derivative of each is made of the other two, to any order.
/// </remarks>
public static class Convolution2D
{
    /// <summary>Computes <c>x * w + b</c>.</summary>
    /// <param name="x">Images <c>[n, height, width, in]</c>.</param>
    /// <param name="weights">Filters <c>[out, in, kernelHeight, kernelWidth]</c>.</param>
    /// <param name="bias">A number for each filter <c>[out]</c>, or null for none.</param>
    /// <param name="shape">Sizes, stride and padding.</param>
    /// <returns>Images <c>[n, outputHeight, outputWidth, out]</c>.</returns>
    public static Variable Apply(Variable x, Variable weights, Variable? bias, ConvolutionShape shape)
    {
        Require.Shape(x, InputOf(shape));
        Require.Shape(weights, WeightsOf(shape));
        Tensor output = x.Tape.Rent(OutputOf(shape));
        (float[] images, ChannelNormalization? normalization) = x.Readable;
        Convolution.Forward(shape, images, weights.Value.Data, bias is null ? [] : bias.Value.Data, output.Data, normalization);
        if (bias is null)
        {
            return x.Tape.Record(
                output,
                (x, gradient => InputGradient(gradient, weights, shape)),
                (weights, gradient => WeightGradient(x, gradient, shape)));
        }

        return x.Tape.Record(output, [x, weights, bias], gradient =>
        [
            x.RequiresGradient ? InputGradient(gradient, weights, shape) : null,
            .. x.Tape.IsRecording
                ? [WeightGradient(x, gradient, shape), Summation.PerChannel(gradient)]
                : FusedGradients(x, gradient, shape),
        ]);
    }

    /// <summary>Computes the gradient of a convolution with respect to its images.</summary>
    /// <param name="outputGradient">The gradient of the output <c>[n, outputHeight, outputWidth, out]</c>.</param>
    /// <param name="weights">Filters <c>[out, in, kernelHeight, kernelWidth]</c>.</param>
    /// <param name="shape">Sizes, stride and padding of the convolution.</param>
    /// <returns>The gradient of the images <c>[n, height, width, in]</c>.</returns>
    public static Variable InputGradient(Variable outputGradient, Variable weights, ConvolutionShape shape)
    {
        Require.Shape(outputGradient, OutputOf(shape));
        Require.Shape(weights, WeightsOf(shape));
        Tensor gradient = weights.Tape.Rent(InputOf(shape));
        Convolution.InputGradient(shape, outputGradient.Value.Data, weights.Value.Data, gradient.Data);
        return weights.Tape.Record(
            gradient,
            (outputGradient, second => Apply(second, weights, null, shape)),
            (weights, second => WeightGradient(second, outputGradient, shape)));
    }

    /// <summary>Computes the gradient of a convolution with respect to its filters.</summary>
    /// <param name="x">Images <c>[n, height, width, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output <c>[n, outputHeight, outputWidth, out]</c>.</param>
    /// <param name="shape">Sizes, stride and padding of the convolution.</param>
    /// <returns>The gradient of the filters <c>[out, in, kernelHeight, kernelWidth]</c>.</returns>
    public static Variable WeightGradient(Variable x, Variable outputGradient, ConvolutionShape shape)
    {
        Require.Shape(x, InputOf(shape));
        Require.Shape(outputGradient, OutputOf(shape));
        Tensor gradient = x.Tape.Rent(WeightsOf(shape));
        (float[] images, ChannelNormalization? normalization) = x.Readable;
        Convolution.WeightGradient(shape, images, outputGradient.Value.Data, gradient.Data, [], normalization);
        return x.Tape.Record(
            gradient,
            (x, second => InputGradient(outputGradient, second, shape)),
            (outputGradient, second => Apply(x, second, null, shape)));
    }

    /// <summary>Computes the gradients of filters and bias while the gradient of the output is read once.</summary>
    private static Variable[] FusedGradients(Variable x, Variable outputGradient, ConvolutionShape shape)
    {
        Tensor weights = x.Tape.Rent(WeightsOf(shape));
        Tensor bias = x.Tape.Rent(shape.OutputChannels);
        (float[] images, ChannelNormalization? normalization) = x.Readable;
        Convolution.WeightGradient(shape, images, outputGradient.Value.Data, weights.Data, bias.Data, normalization);
        return [x.Tape.Constant(weights), x.Tape.Constant(bias)];
    }

    private static int[] InputOf(in ConvolutionShape s) => [s.BatchCount, s.InputHeight, s.InputWidth, s.InputChannels];

    private static int[] OutputOf(in ConvolutionShape s) => [s.BatchCount, s.OutputHeight, s.OutputWidth, s.OutputChannels];

    private static int[] WeightsOf(in ConvolutionShape s) => [s.OutputChannels, s.InputChannels, s.KernelHeight, s.KernelWidth];
}
