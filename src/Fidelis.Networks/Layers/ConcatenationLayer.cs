using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Joins the outputs of layers by their channels.</summary>
public sealed class ConcatenationLayer : Layer
{
    private readonly IReadOnlyList<int> channels;

    internal ConcatenationLayer(string name, IReadOnlyList<IReadOnlyList<int>> inputShapes)
        : base(name, "Concat", [.. inputShapes[0].SkipLast(1), inputShapes.Sum(shape => shape[^1])]) =>
        channels = [.. inputShapes.Select(shape => shape[^1])];

    /// <summary>Gets the channel of the output where an input begins.</summary>
    /// <param name="input">The number of the input.</param>
    /// <returns>The sum of the channels before it.</returns>
    public int FirstChannel(int input) => channels.Take(input).Sum();

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass) => Concatenation.Apply(inputs);

    /// <inheritdoc/>
    internal override FrozenLayer Freeze(Fusion fusion) => new FrozenConcatenation(Shape[0] * Shape[1], channels);
}
