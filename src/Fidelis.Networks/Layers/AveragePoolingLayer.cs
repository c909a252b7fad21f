using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Averages each window over the pixels that lie inside the image.</summary>
public sealed class AveragePoolingLayer : PoolingLayer
{
    internal AveragePoolingLayer(string name, IReadOnlyList<int> inputShape, PoolingWindow window)
        : base(name, "AvgPool", inputShape, window)
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return AveragePooling.Apply(inputs[0], Window);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenPooling<AveragePooling.Average>(default, Window, InputShape);
}
