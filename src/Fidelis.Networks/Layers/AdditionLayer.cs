using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Adds the outputs of two layers of the same shape.</summary>
public sealed class AdditionLayer : Layer
{
    internal AdditionLayer(string name, IReadOnlyList<int> shape)
        : base(name, "Add", shape)
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Addition.Apply(inputs[0], inputs[1]);
    }

    /// <inheritdoc/>
    internal override bool FusesRectifier => true;

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) => new FrozenAddition(Shape.Aggregate(1, (product, size) => product * size), fusion.Slope);
}
