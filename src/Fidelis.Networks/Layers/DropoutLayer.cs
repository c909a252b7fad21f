using System.Globalization;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Sets a random share of its input to zero in training; in inference it lets everything through.</summary>
public sealed class DropoutLayer : Layer
{
    private readonly double rate;

    internal DropoutLayer(string name, IReadOnlyList<int> shape, double rate)
        : base(name, string.Create(CultureInfo.InvariantCulture, $"Dropout {rate}"), shape)
    {
        this.rate = rate;
    }

    /// <inheritdoc/>
    internal override bool PassesChannels => true;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        return pass.Dropout is { } random ? Dropout.Apply(inputs[0], rate, random) : inputs[0];
    }
}
