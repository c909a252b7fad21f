using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>The convolutions of a training with kernels of choice, each the way that <see cref="TrainingRoute"/> chooses, without looking at the lengths.</summary>
internal static class RoutedConvolution
{
    /// <summary>Computes the output images.</summary>
    public static void Forward(
        KernelTier tier, in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Span<float> output,
        ChannelNormalization? normalization = null)
    {
        TrainingRoute route = TrainingRoute.Forward(tier, shape);
        if (route.Scheme is { } scheme)
        {
            CookToomConvolution.Forward(tier, scheme, shape, input, weights, bias, output, normalization);
        }
        else
        {
            BlockedConvolution.Forward(tier, shape, input, weights, bias, output, normalization, route.Tiles);
        }
    }

    /// <summary>Computes the gradient of the input images.</summary>
    public static void InputGradient(
        KernelTier tier, in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weights, Span<float> inputGradient)
    {
        TrainingRoute route = TrainingRoute.InputGradient(tier, shape);
        if (route.Scheme is { } scheme)
        {
            CookToomConvolution.InputGradient(tier, scheme, shape, outputGradient, weights, inputGradient);
        }
        else
        {
            BlockedConvolution.InputGradient(tier, shape, outputGradient, weights, inputGradient, route.Tiles);
        }
    }

    /// <summary>Computes the gradients of the filters and of the bias.</summary>
    public static void WeightGradient(
        KernelTier tier, in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient,
        Span<float> biasGradient, ChannelNormalization? normalization = null)
    {
        TrainingRoute route = TrainingRoute.WeightGradient(tier, shape);
        if (route.Scheme is { } scheme)
        {
            CookToomWeightGradient.Compute(tier, scheme, shape, input, outputGradient, weightGradient, biasGradient, normalization);
        }
        else if (route.Tiles is { } tiles)
        {
            TileWeightGradient.Compute(tiles, shape, input, outputGradient, weightGradient, biasGradient, normalization);
        }
        else
        {
            BlockedWeightGradient.Compute(tier, shape, input, outputGradient, weightGradient, biasGradient, normalization);
        }
    }
}
