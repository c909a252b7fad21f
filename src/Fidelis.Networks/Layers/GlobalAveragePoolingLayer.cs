using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Averages each channel over the image, so that the layers behind do not depend on its size.</summary>
public sealed class GlobalAveragePoolingLayer : Layer
{
    internal GlobalAveragePoolingLayer(string name, int channels)
        : base(name, "GlobalAvgPool", [channels])
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return GlobalAveragePooling.Apply(inputs[0]);
    }
}
