using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Adds a learned number to each element of a vector.</summary>
public sealed class BiasLayer : Layer
{
    private readonly Parameter bias;

    internal BiasLayer(string name, Parameter bias)
        : base(name, "Bias", [bias.Value.Length], bias) => this.bias = bias;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        return Addition.Apply(inputs[0], Summation.Repeat(pass.VariableOf(bias), 0, inputs[0].Shape[0]));
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion)
    {
        float[] values = [.. bias.Value.Data];
        return new FrozenRows(values.Length, (input, output) =>
        {
            for (int i = 0; i < values.Length; i++)
            {
                output[i] = input[i] + values[i];
            }
        });
    }
}
