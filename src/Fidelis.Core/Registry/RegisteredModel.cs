using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Preprocessing;

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
    /// <summary>The layers that a sentence can name: those of our small networks.</summary>
    private const int MostListed = 40;

    /// <summary>Gets how pictures reach the network, where that is described beside it; <see langword="null"/> for the network's own protocol.</summary>
    public IPreprocessing? Preprocessing { get; init; }

    /// <summary>Finds how pictures reach the network where the user names nothing else.</summary>
    /// <returns>The way that is described beside the network, or else the network's own.</returns>
    /// <exception cref="InputException">Nobody says how.</exception>
    public IPreprocessing FindPreprocessing() =>
        Preprocessing
        ?? (Network.DefaultProtocol is { } own ? PreprocessingCatalog.Find(own) : throw new InputException(
            $"The model '{Id}' does not say how pictures become its input: name what it was trained with by --protocol "
            + $"({string.Join(", ", PreprocessingCatalog.All.Select(protocol => protocol.Id))}; imagenet is torchvision's), or describe it in "
            + $"'{Path.ChangeExtension(Id, OnnxModel.DescriptionExtension)}', such as {{ \"protocol\": \"imagenet\" }}."));

    /// <summary>Finds a layer by its name.</summary>
    /// <param name="name">The name, such as <c>leaky_re_lu_4</c>.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="InputException">The network has no such layer.</exception>
    public LayerDescription FindLayer(string name)
    {
        string[] names = [.. Network.Layers.Select(layer => layer.Name)];
        return Network.Layers.FirstOrDefault(layer => layer.Name == name) ?? throw new InputException(
            $"The model '{Id}' has no layer '{name}'. It has: {(names.Length <= MostListed ? string.Join(", ", names) : $"{names.Length} others, which `fidelis models show {Id}` lists")}.{Suggestion.For(name, names)}");
    }
}
