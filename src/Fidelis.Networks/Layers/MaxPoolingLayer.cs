using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Takes the largest value of each 2 x 2 window, in steps of 2.</summary>
public sealed class MaxPoolingLayer : Layer
{
    internal MaxPoolingLayer(string name, IReadOnlyList<int> inputShape)
        : base(name, "MaxPool 2x2", [inputShape[0] / 2, inputShape[1] / 2, inputShape[2]])
    {
    }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return MaxPooling.Apply(inputs[0]);
    }
}
