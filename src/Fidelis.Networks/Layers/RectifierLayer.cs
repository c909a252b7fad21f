using System.Globalization;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>ReLU, or LeakyReLU where the slope below zero is not 0.</summary>
public sealed class RectifierLayer : Layer
{
    internal RectifierLayer(string name, IReadOnlyList<int> shape, float slope)
        : base(name, slope == 0 ? "ReLU" : string.Create(CultureInfo.InvariantCulture, $"LeakyReLU {slope}"), shape)
    {
        Slope = slope;
    }

    /// <summary>Gets the slope below zero.</summary>
    public float Slope { get; }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Rectifier.Apply(inputs[0], Slope);
    }
}
