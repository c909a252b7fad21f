using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Inference;

/// <summary>A convolution into whose filters the normalisation behind it was folded, and whose sums are rectified before they are stored.</summary>
internal sealed class FrozenConvolution : FrozenLayer
{
    private readonly ConvolutionShape shape;
    private readonly PackedConvolution convolution;

    public FrozenConvolution(in ConvolutionShape shape, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, Fusion fusion)
    {
        this.shape = shape;
        if (fusion.Normalization is { } normalization)
        {
            // y = scale (w * x + b) + shift: the products are rounded once more than those of the two layers apart.
            int filterLength = weights.Length / shape.OutputChannels;
            float[] folded = new float[weights.Length];
            float[] shifted = new float[shape.OutputChannels];
            for (int filter = 0; filter < shifted.Length; filter++)
            {
                double scale = normalization.Scale[filter];
                shifted[filter] = (float)((bias.IsEmpty ? 0 : bias[filter] * scale) + normalization.Shift[filter]);
                for (int i = filter * filterLength; i < (filter + 1) * filterLength; i++)
                {
                    folded[i] = (float)(weights[i] * scale);
                }
            }

            weights = folded;
            bias = shifted;
        }

        convolution = new PackedConvolution(shape, weights, bias, fusion.Slope, fusion.Precision);
    }

    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output) => convolution.Run(
        batchCount,
        inputs[0].Data.AsSpan(inputs[0].Offset, batchCount * shape.InputHeight * shape.InputWidth * shape.InputChannels),
        output.Data.AsSpan(output.Offset),
        output.Step);
}
