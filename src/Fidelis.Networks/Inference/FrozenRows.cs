namespace Fidelis.Networks.Inference;

/// <summary>A function of the vector of each image.</summary>
internal sealed class FrozenRows(int length, FrozenRows.RowFunction function) : FrozenLayer
{
    /// <summary>Computes one row.</summary>
    /// <param name="input">The row of the layer before.</param>
    /// <param name="output">Receives the row of this one.</param>
    public delegate void RowFunction(ReadOnlySpan<float> input, Span<float> output);

    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output)
    {
        for (int start = 0; start < batchCount * length; start += length)
        {
            function(inputs[0].Data.AsSpan(start, length), output.Data.AsSpan(start, length));
        }
    }
}
