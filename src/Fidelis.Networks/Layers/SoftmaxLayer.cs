using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Turns logits into probabilities.</summary>
public sealed class SoftmaxLayer : Layer
{
    internal SoftmaxLayer(string name, int classes)
        : base(name, "Softmax", [classes])
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Softmax.Apply(inputs[0]);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) =>
        new FrozenRows(Shape[0], (logits, probabilities) => Softmax.Row(logits, probabilities));
}
