using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>A network with its weights, and the name by which results speak of it.</summary>
/// <param name="Id">The name, such as <c>biocnn-1:blood-cells</c>, or the path as the user gave it.</param>
/// <param name="Network">The network.</param>
/// <param name="WeightsHash">SHA-256 of the weights in lower-case hexadecimal.</param>
/// <param name="Metadata">What its file says about it.</param>
/// <param name="Layer">The feature layer that the user named by <c>@LAYER</c>, or <see langword="null"/>.</param>
public sealed record RegisteredModel(
    string Id,
    Network Network,
    string WeightsHash,
    IReadOnlyDictionary<string, string> Metadata,
    string? Layer)
{
    /// <summary>Finds a layer by its name.</summary>
    /// <param name="name">The name, such as <c>leaky_re_lu_4</c>.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="InputException">The network has no such layer.</exception>
    public LayerDescription FindLayer(string name)
    {
        IEnumerable<string> names = Network.Layers.Select(layer => layer.Name);
        return Network.Layers.FirstOrDefault(layer => layer.Name == name) ?? throw new InputException(
            $"The model '{Id}' has no layer '{name}'. It has: {string.Join(", ", names)}.{Suggestion.For(name, names)}");
    }
}
