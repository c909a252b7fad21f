using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Lets some channels of a layer through, or all of them under another name.</summary>
public sealed class ChannelsLayer : Layer
{
    private readonly int count;

    internal ChannelsLayer(string name, IReadOnlyList<int> inputShape, int count)
        : base(name, count == inputShape[^1] ? "Identity" : $"Channels 0..{count - 1}", [.. inputShape.SkipLast(1), count]) => this.count = count;

    /// <inheritdoc/>
    public override Variable Forward(IReadOnlyList<Variable> inputs, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Concatenation.Slice(inputs[0], 0, count);
    }

    /// <inheritdoc/>
    internal override bool PassesChannels => true;
}
