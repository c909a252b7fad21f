using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>A fully connected layer without bias.</summary>
public sealed class DenseLayer : Layer
{
    private readonly Parameter weight;

    internal DenseLayer(string name, Parameter weight)
        : base(name, "Dense", [weight.Value.Shape[0]], weight) => this.weight = weight;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        return MatrixMultiplication.Apply(inputs[0], pass.VariableOf(weight), transposeB: true);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenDense(weight.Value.Shape[1], weight.Value.Shape[0], weight.Value.Data, bias: null, isSoftmax: false);
}
