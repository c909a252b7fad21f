namespace Fidelis.Networks.Inference;

/// <summary>A layer with the weights that it had when it was frozen, and with what was fused into it.</summary>
internal abstract class FrozenLayer
{
    /// <summary>Computes the layer for a batch.</summary>
    /// <param name="batchCount">The number of images.</param>
    /// <param name="inputs">The outputs of the layers before it; whole, not among other channels, unless the layer joins them.</param>
    /// <param name="output">Receives the output.</param>
    public abstract void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output);
}
