using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Takes the largest value of each window.</summary>
public sealed class MaxPoolingLayer : PoolingLayer
{
    internal MaxPoolingLayer(string name, IReadOnlyList<int> inputShape, PoolingWindow window)
        : base(name, "MaxPool", inputShape, window)
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return MaxPooling.Apply(inputs[0], Window);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenPooling<MaxPooling.Largest>(default, Window, InputShape);
}
