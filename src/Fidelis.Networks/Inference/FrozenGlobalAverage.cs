using System.Buffers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Inference;

/// <summary>The average of each channel over the image.</summary>
internal sealed class FrozenGlobalAverage(IReadOnlyList<int> inputShape) : FrozenLayer
{
    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output) =>
        Parallelism.For(batchCount, new Image(inputShape[0] * inputShape[1], inputShape[2], inputs[0].Data, output.Data));

    private readonly struct Image(int pixels, int channels, float[] source, float[] output) : ILoopBody
    {
        public void RunPiece(int index)
        {
            double[] sums = ArrayPool<double>.Shared.Rent(channels);
            sums.AsSpan(0, channels).Clear();
            Summation.AddRows(source.AsSpan(index * pixels * channels, pixels * channels), channels, sums.AsSpan(0, channels));
            Span<float> averages = output.AsSpan(index * channels, channels);
            for (int c = 0; c < channels; c++)
            {
                averages[c] = (float)sums[c] * (1f / pixels);
            }

            ArrayPool<double>.Shared.Return(sums);
        }
    }
}
