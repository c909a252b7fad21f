using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Inference;

/// <summary>A pooling of windows, which may write among the channels of other layers.</summary>
internal sealed class FrozenPooling<TFold>(TFold fold, PoolingWindow window, IReadOnlyList<int> inputShape) : FrozenLayer
    where TFold : struct, IPoolingFold
{
    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output) => PoolingKernel.Fold(
        fold, window, [batchCount, inputShape[0], inputShape[1], inputShape[2]], inputs[0].Data, output.Data, output.Offset, output.Step);
}
