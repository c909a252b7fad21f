using System.Globalization;
using Fidelis.Networks.Architectures;
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

    /// <summary>Opens a model with what is said about it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layer">The feature layer that the user named, or <see langword="null"/>.</param>
    /// <returns>The network.</returns>
    /// <exception cref="InputException">The file or its description is damaged, or they do not fit.</exception>
    public static RegisteredModel Open(string path, string? layer)
    {
        OnnxModel model = OnnxModel.Load(path);
        ModelDescription description = ModelDescription.Find(model);
        OnnxNetwork network = new(model, new OnnxNetworkOptions
        {
            InputSize = description.InputSize,
            Classes = description.Labels,
            Features = description.Features,
            Probabilities = description.Probabilities,
            IsClassifier = description.IsClassifier,
        });
        return new RegisteredModel(path, network, model.ComputeHash(), FactsOf(model, network), layer) { Preprocessing = description.Preprocessing };
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
