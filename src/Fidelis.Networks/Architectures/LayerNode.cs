using Fidelis.Networks.Layers;

namespace Fidelis.Networks.Architectures;

/// <summary>A layer in its place: where its inputs come from.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Inputs">The indices of the layers before it; <see cref="Images"/> for the images themselves.</param>
public sealed record LayerNode(Layer Layer, IReadOnlyList<int> Inputs)
{
    /// <summary>Stands for the images that the network is given.</summary>
    public const int Images = -1;
}
