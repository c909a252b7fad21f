using Fidelis.Networks.Operators;

namespace Fidelis.Networks.Layers;

/// <summary>Makes one value of each window, channel by channel.</summary>
public abstract class PoolingLayer : Layer
{
    private protected PoolingLayer(string name, string kind, IReadOnlyList<int> inputShape, PoolingWindow window)
        : base(name, $"{kind} {window}", [window.Count(inputShape[0]), window.Count(inputShape[1]), inputShape[2]])
    {
        Window = window;
        InputShape = inputShape;
    }

    /// <summary>Gets the window.</summary>
    public PoolingWindow Window { get; }

    /// <summary>Gets the shape of one image before it: <c>[height, width, channels]</c>.</summary>
    public IReadOnlyList<int> InputShape { get; }
}
