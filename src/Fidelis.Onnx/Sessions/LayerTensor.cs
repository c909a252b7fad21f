using Fidelis.Onnx.Layers;

namespace Fidelis.Onnx.Sessions;

/// <summary>A tensor of a model that could be a feature layer.</summary>
/// <param name="Use">The tensor in its graph.</param>
/// <param name="Shape">Its shape for one image, as our own networks have it: <c>[features]</c>, <c>[positions, features]</c> or <c>[height, width, channels]</c>.</param>
internal sealed record LayerTensor(TensorUse Use, IReadOnlyList<int> Shape)
{
    /// <summary>Gets the name of the tensor.</summary>
    public string Name => Use.Name;

    /// <summary>Gets whether the model holds it in another order of axes than <see cref="Shape"/>: <c>[n, channels, height, width]</c>.</summary>
    public bool IsPlanar => Shape.Count == 3 && Use.Layout == TensorLayout.ChannelsFirst;
}
