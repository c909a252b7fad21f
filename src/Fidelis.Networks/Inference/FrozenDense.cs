using Fidelis.Networks.Operators;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Inference;

/// <summary>A fully connected map, whose weights were transposed once, and perhaps the softmax of it.</summary>
internal sealed class FrozenDense : FrozenLayer
{
    private readonly float[] columns;
    private readonly float[] bias;
    private readonly int features;
    private readonly int outputs;
    private readonly bool isSoftmax;

    public FrozenDense(int features, int outputs, float[] weights, float[]? bias, bool isSoftmax)
    {
        this.features = features;
        this.outputs = outputs;
        this.isSoftmax = isSoftmax;
        columns = MatrixKernel.Transpose(weights, outputs, features);
        this.bias = bias is null ? new float[outputs] : [.. bias];
    }

    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output) =>
        Parallelism.For(batchCount, new Row(this, inputs[0].Data, output.Data));

    private readonly struct Row(FrozenDense layer, float[] source, float[] output) : ILoopBody
    {
        public void RunPiece(int index)
        {
            Span<float> row = output.AsSpan(index * layer.outputs, layer.outputs);
            MatrixKernel.MultiplyRow(source, index * layer.features, 1, layer.columns, row);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += layer.bias[i];
            }

            if (layer.isSoftmax)
            {
                Softmax.Row(row, row);
            }
        }
    }
}
