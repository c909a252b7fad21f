namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Two-dimensional convolution of float32 images, and its gradients.
/// </summary>
/// <remarks>
/// Images are NHWC and filters <c>[out, in, kernelHeight, kernelWidth]</c>. As everywhere in the field of neural networks the
/// filter is not flipped: <c>Y[n, y, x, o] = bias[o] + sum over ky, kx, i of X[n, y*sy + ky - top, x*sx + kx - left, i] *
/// W[o, i, ky, kx]</c>, where X is zero outside the image. The destination is overwritten and must not overlap a source.
/// The values of an image depend neither on the size of the batch, nor on its place in it, nor on the number of threads, and
/// the gradient of the filters does not depend on the number of threads. At stride 1 tiles of outputs may be found together from fewer
/// products: a value that is not finite then reaches all outputs of the tiles that read it.
/// Where the instruction set has bfloat16 tiles, and they are faster, three products of parts stand for one (<see cref="ProductPrecision.Exact"/>), each within
/// <c>1.3 * 2^-15</c> of the product of magnitudes. The sizes of images and filters and the instruction set choose the way.
/// </remarks>
public static class Convolution
{
    /// <summary>Computes the output images.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="bias">The value that is added to each output channel, <c>[out]</c>, or empty for none.</param>
    /// <param name="output">Receives the images, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="normalization">What is done to the images first, or <see langword="null"/> for nothing. The padding is zero in any case.</param>
    /// <exception cref="ArgumentException">A size is impossible, a length does not match the shape, or memory overlaps.</exception>
    public static void Forward(
        in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> output,
        ChannelNormalization? normalization = null)
    {
        KernelGuards.RequireValid(shape);
        RequireChannels(normalization, shape);
        KernelGuards.RequireLength(input.Length, shape.InputLength, shape, nameof(input));
        KernelGuards.RequireLength(weights.Length, shape.WeightLength, shape, nameof(weights));
        KernelGuards.RequireLength(bias.Length, bias.IsEmpty ? 0 : shape.OutputChannels, shape, nameof(bias));
        KernelGuards.RequireLength(output.Length, shape.OutputLength, shape, nameof(output));
        KernelGuards.RequireApart(output, input);
        KernelGuards.RequireApart(output, weights);
        KernelGuards.RequireApart(output, bias);
        RoutedConvolution.Forward(InstructionSets.ActiveTier, shape, input, weights, bias, output, normalization);
    }

    /// <summary>Computes the gradient of the input images from the gradient of the output images.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weights">The filters, <c>[out, in, kh, kw]</c>.</param>
    /// <param name="inputGradient">Receives the gradient of the input, <c>[n, h, w, in]</c>.</param>
    /// <exception cref="ArgumentException">A size is impossible, a length does not match the shape, or memory overlaps.</exception>
    public static void InputGradient(
        in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights, Span<float> inputGradient)
    {
        KernelGuards.RequireValid(shape);
        KernelGuards.RequireLength(outputGradient.Length, shape.OutputLength, shape, nameof(outputGradient));
        KernelGuards.RequireLength(weights.Length, shape.WeightLength, shape, nameof(weights));
        KernelGuards.RequireLength(inputGradient.Length, shape.InputLength, shape, nameof(inputGradient));
        KernelGuards.RequireApart(inputGradient, outputGradient);
        KernelGuards.RequireApart(inputGradient, weights);
        RoutedConvolution.InputGradient(InstructionSets.ActiveTier, shape, outputGradient, weights, inputGradient);
    }

    /// <summary>Computes the gradients of the filters and of the bias from the input and the gradient of the output images.</summary>
    /// <param name="shape">The sizes of the forward convolution.</param>
    /// <param name="input">The images, <c>[n, h, w, in]</c>.</param>
    /// <param name="outputGradient">The gradient of the output, <c>[n, oh, ow, out]</c>.</param>
    /// <param name="weightGradient">Receives the gradient of the filters, <c>[out, in, kh, kw]</c>, summed over the batch.</param>
    /// <param name="biasGradient">Receives the gradient of the bias, <c>[out]</c>, or empty where there is none.</param>
    /// <param name="normalization">What was done to the images first, or <see langword="null"/> for nothing.</param>
    /// <exception cref="ArgumentException">A size is impossible, a length does not match the shape, or memory overlaps.</exception>
    public static void WeightGradient(
        in ConvolutionShape shape,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> outputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient,
        ChannelNormalization? normalization = null)
    {
        KernelGuards.RequireValid(shape);
        RequireChannels(normalization, shape);
        KernelGuards.RequireLength(input.Length, shape.InputLength, shape, nameof(input));
        KernelGuards.RequireLength(outputGradient.Length, shape.OutputLength, shape, nameof(outputGradient));
        KernelGuards.RequireLength(weightGradient.Length, shape.WeightLength, shape, nameof(weightGradient));
        KernelGuards.RequireLength(biasGradient.Length, biasGradient.IsEmpty ? 0 : shape.OutputChannels, shape, nameof(biasGradient));
        KernelGuards.RequireApart(weightGradient, input);
        KernelGuards.RequireApart(weightGradient, outputGradient);
        KernelGuards.RequireApart(biasGradient, outputGradient);
        RoutedConvolution.WeightGradient(InstructionSets.ActiveTier, shape, input, outputGradient, weightGradient, biasGradient, normalization);
    }

    private static void RequireChannels(ChannelNormalization? normalization, in ConvolutionShape shape)
    {
        if (normalization is not null)
        {
            KernelGuards.RequireLength(normalization.ChannelCount, shape.InputChannels, shape, nameof(normalization));
        }
    }
}
