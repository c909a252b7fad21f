using System.Numerics;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Inference;

/// <summary>The sum of two layers, rectified.</summary>
internal sealed class FrozenAddition(int length, float slope) : FrozenLayer
{
    /// <inheritdoc/>
    public override void Run(int batchCount, ReadOnlySpan<LayerValues> inputs, LayerValues output) =>
        Elementwise.Map(new RectifiedSum(slope), inputs[0].Data, inputs[1].Data, output.Data, batchCount * length);

    private readonly struct RectifiedSum(float slope) : IBinaryFunction
    {
        public Vector<float> Invoke(Vector<float> x, Vector<float> y) => new Rectifier.Function(slope).Invoke(x + y);
    }
}
