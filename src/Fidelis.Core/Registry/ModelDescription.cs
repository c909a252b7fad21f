using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Preprocessing;

namespace Fidelis.Registry;

/// <summary>
/// What an ONNX file does not say about itself: how pictures reach it, what its classes are called, where its features are. It stands beside the
/// model, as <c>NAME.fidelis.json</c> beside <c>NAME.onnx</c>, or in the metadata of the model under <c>fidelis</c>.
/// </summary>
public sealed record ModelDescription
{
    /// <summary>The key of the description in the metadata of an ONNX file.</summary>
    public const string MetadataKey = "fidelis";

    private const int LargestFileBytes = 1 << 24;

    /// <summary>Gets the way from a picture to the input; <see langword="null"/> where nothing is said.</summary>
    public IPreprocessing? Preprocessing { get; init; }

    /// <summary>Gets height and width of the images, for models that take any size.</summary>
    public (int Height, int Width)? InputSize { get; init; }

    /// <summary>Gets the names of the classes, in the order of the probabilities; empty where nothing is said.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Gets the tensor that features are taken from, or <see langword="null"/>.</summary>
    public string? Features { get; init; }

    /// <summary>Gets the tensor that holds class probabilities or logits, or <see langword="null"/>.</summary>
    public string? Probabilities { get; init; }

    /// <summary>Gets a value indicating whether the model tells classes apart: whether <c>probabilities</c> is not said to be null.</summary>
    public bool IsClassifier { get; init; } = true;

    /// <summary>Reads the description of a model: that beside it, or else that within it.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The description; one that says nothing where there is none.</returns>
    /// <exception cref="InputException">The description cannot be read or says something impossible.</exception>
    public static ModelDescription Find(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string path = model.DescriptionPath;
        if (File.Exists(path))
        {
            return Parse(ReadFile(path), $"'{path}'", Path.GetDirectoryName(Path.GetFullPath(path)));
        }

        return model.Metadata.TryGetValue(MetadataKey, out string? within)
            ? Parse(Encoding.UTF8.GetBytes(within), $"in the metadata of '{model.Name}'", folder: null)
            : new ModelDescription();
    }

    /// <summary>Writes the description of a model whose protocol has a name.</summary>
    /// <returns>JSON that <see cref="Parse"/> reads.</returns>
    internal string ToJson()
    {
        JsonObject description = new() { ["protocol"] = Preprocessing?.Id, ["labels"] = new JsonArray([.. Labels.Select(label => (JsonNode)label)]) };
        description["features"] = Features;
        description["probabilities"] = Probabilities;
        return description.ToJsonString();
    }

    /// <summary>Reads a description.</summary>
    /// <param name="json">Its text in UTF-8.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="folder">The folder that a file of labels lies in, or <see langword="null"/> where there is none.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InputException">It is no JSON object, or says something unknown or impossible.</exception>
    internal static ModelDescription Parse(byte[] json, string name, string? folder)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json.AsMemory(json is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new ModelDescriptionReader(name, folder).Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter says that a text within it is no Unicode.
            throw new InputException($"The model description {name} must be JSON, but it is not: {e.Message}", e);
        }
    }

    internal static byte[] ReadFile(string path)
    {
        using FileWindow file = FileWindow.Open(path);
        return file.Length <= LargestFileBytes
            ? file.ReadStart(LargestFileBytes)
            : throw new InputException($"The file '{path}' must have at most {LargestFileBytes} bytes, but has {file.Length}: is it what it should be?");
    }
}
