using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Averages each channel over the image, so that the layers behind do not depend on its size.</summary>
public sealed class GlobalAveragePoolingLayer : Layer
{
    private readonly IReadOnlyList<int> inputShape;

    internal GlobalAveragePoolingLayer(string name, IReadOnlyList<int> inputShape)
        : base(name, "GlobalAvgPool", [inputShape[^1]]) => this.inputShape = inputShape;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return GlobalAveragePooling.Apply(inputs[0]);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) => new FrozenGlobalAverage(inputShape);
}
