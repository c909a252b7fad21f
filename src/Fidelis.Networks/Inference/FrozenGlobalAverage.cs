using System.Buffers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Inference;

/// <summary>The average of each channel over the image.</summary>
internal sealed class FrozenGlobalAverage(IReadOnlyList<int> inputShape) : FrozenLayer
{
    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output)
    {
        float[] source = inputs[0].Data;
        int pixels = inputShape[0] * inputShape[1];
        int channels = inputShape[2];
        Parallelism.For(batchCount, image =>
        {
            double[] sums = ArrayPool<double>.Shared.Rent(channels);
            sums.AsSpan(0, channels).Clear();
            Summation.AddRows(source.AsSpan(image * pixels * channels, pixels * channels), channels, sums.AsSpan(0, channels));
            Span<float> averages = output.Data.AsSpan(image * channels, channels);
            for (int c = 0; c < channels; c++)
            {
                averages[c] = (float)sums[c] * (1f / pixels);
            }

            ArrayPool<double>.Shared.Return(sums);
        });
    }
}
