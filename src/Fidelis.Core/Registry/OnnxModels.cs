using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;

namespace Fidelis.Registry;

/// <summary>Opens networks that users bring as ONNX files, and writes our own as such.</summary>
public static class OnnxModels
{
    /// <summary>How the names of ONNX files end.</summary>
    public const string Extension = ".onnx";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Opens a model with what is said about it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">The feature layer that the user named, or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends a run of the model by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InputException">The file or its description is damaged, or they do not fit.</exception>
    public static RegisteredModel Open(string path, string? layer, CancellationToken cancellation = default)
    {
        OnnxModel model = OnnxModel.Load(path);
        return Open(model, ModelDescription.Find(model), layer, cancellation);
    }

    /// <summary>Lists the files that a model is made of.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file, its description, which need not exist, and those of its external data.</returns>
    /// <exception cref="InputException">The file is damaged.</exception>
    internal static IReadOnlyList<string> FilesOf(string path)
    {
        OnnxModel model = OnnxModel.Load(path);
        return [path, model.DescriptionPath, .. model.ExternalFiles.Select(file => Path.Combine(model.Folder ?? string.Empty, file))];
    }

    /// <summary>Writes the description of a model beside it, where the model fits it.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="description">The description, as it stands in the file; an existing one is replaced.</param>
    /// <param name="cancellation">Ends a run of the model by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The network, described so.</returns>
    /// <exception cref="InputException">The model is damaged, or does not fit what the description says, or that says something impossible.</exception>
    public static RegisteredModel Describe(string path, JsonObject description, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        OnnxModel model = OnnxModel.Load(path);
        byte[] json = Encoding.UTF8.GetBytes(description.ToJsonString(Readable) + "\n");
        RegisteredModel described = Open(model, ModelDescription.Parse(json, $"of '{path}'", model.Folder), layer: null, cancellation);
        WholeFile.Write(model.DescriptionPath, stream => stream.Write(json));
        return described;
    }

    /// <summary>Writes a model as an ONNX file that describes itself: its protocol, its classes, where its features are.</summary>
    /// <param name="path">The file; an existing one is replaced, whole or not at all.</param>
    /// <param name="network">The network.</param>
    /// <param name="model">The model that it belongs to.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Export(string path, LayeredNetwork network, RegisteredModel model)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription description = new()
        {
            Preprocessing = model.FindPreprocessing(),
            Labels = network.Classes,
            Features = network.DefaultFeatureLayer,
            Probabilities = network.ProbabilityLayer,
        };
        OnnxExport.Save(path, network, new Dictionary<string, string>(model.Metadata)
        {
            [ModelDescription.MetadataKey] = description.ToJson(),
            ["weights_hash"] = model.WeightsHash,
        });
    }

    private static RegisteredModel Open(OnnxModel model, ModelDescription description, string? layer, CancellationToken cancellation)
    {
        OnnxNetwork network = new(model, new OnnxNetworkOptions
        {
            InputSize = description.InputSize,
            Classes = description.Labels,
            Features = description.Features,
            Probabilities = description.Probabilities,
            IsClassifier = description.IsClassifier,
        }, cancellation);
        return new RegisteredModel(model.Name, network, model.ComputeHash(), FactsOf(model, network), layer) { Preprocessing = description.Preprocessing };
    }

    private static Dictionary<string, string> FactsOf(OnnxModel model, OnnxNetwork network)
    {
        Dictionary<string, string> facts = model.Metadata.Where(fact => fact.Key != ModelDescription.MetadataKey).ToDictionary();
        facts["inputs"] = string.Join(", ", model.Graph.Inputs.Select(Describe));
        facts["outputs"] = string.Join(", ", model.Graph.Outputs.Select(Describe));
        facts["probabilities"] = network.Classes.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{network.ProbabilityLayer}, {network.Classes.Count} classes")
            : "none";
        return facts;

        static string Describe(OnnxValue value) => $"{value.Name}: {value.Describe()}";
    }
}
