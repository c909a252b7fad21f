using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Takes the largest value of each window.</summary>
public sealed class MaxPoolingLayer : Layer
{
    private readonly IReadOnlyList<int> inputShape;

    internal MaxPoolingLayer(string name, IReadOnlyList<int> inputShape, PoolingWindow window)
        : base(name, $"MaxPool {window}", [window.Count(inputShape[0]), window.Count(inputShape[1]), inputShape[2]])
    {
        Window = window;
        this.inputShape = inputShape;
    }

    /// <summary>Gets the window.</summary>
    public PoolingWindow Window { get; }

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return MaxPooling.Apply(inputs[0], Window);
    }

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(ChannelMap? normalization, float slope) =>
        new FrozenPooling<MaxPooling.Largest>(default, Window, inputShape);
}
