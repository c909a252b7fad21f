using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>
/// Turns what the user calls a model into a network: <c>NAME[:WEIGHTS][@LAYER]</c> of the models that lie beside the executable or that
/// were pulled or imported, or the path of a file of weights or of an ONNX model, with or without <c>@LAYER</c>. An existing path comes before a name, and
/// a stored model before one beside the executable.
/// </summary>
/// <param name="shippedFolder">The folder of the models that ship with Fidelis.</param>
/// <param name="store">The models that the user has pulled or imported.</param>
public sealed class ModelRegistry(string shippedFolder, ModelStore store)
{
    /// <summary>The model that is meant where none is named: the network that the Inception Score and FID were defined on.</summary>
    public const string DefaultModel = InceptionV3.Id;

    private static readonly string[] FileExtensions = [ModelListing.Extension, OnnxModels.Extension, ".pth", ".pt", ".pb", ".tgz", ".gz", ".npz"];

    /// <summary>Gets the folder of the models that lie beside the executable.</summary>
    public static string StandardFolder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Gets the registry of the models beside the executable and in the cache of the user whom the process runs for.</summary>
    public static ModelRegistry Standard => OfUser(Environment.GetEnvironmentVariable);

    /// <summary>Gets the folder of the models that ship with Fidelis.</summary>
    public string ShippedFolder { get; } = shippedFolder;

    /// <summary>Gets the models that the user has pulled or imported.</summary>
    public ModelStore Store { get; } = store;

    /// <summary>Gets the models that ship with Fidelis and those that are stored, in the ordinal order of their ids.</summary>
    /// <exception cref="InputException">A folder cannot be read.</exception>
    public IReadOnlyList<ModelListing> Models =>
        [.. Store.List().Concat(ModelListing.In(ShippedFolder)).DistinctBy(model => model.Id).OrderBy(model => model.Id, StringComparer.Ordinal)];

    /// <summary>Finds the registry of a user.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>The models beside the executable and in the user's cache.</returns>
    public static ModelRegistry OfUser(Func<string, string?> environment) => new(StandardFolder, ModelStore.OfUser(environment));

    /// <summary>Opens a model.</summary>
    /// <param name="spec">A path or a name, then perhaps a layer; <see langword="null"/> for <see cref="DefaultModel"/>.</param>
    /// <param name="weights">A file of weights for the architecture that <paramref name="spec"/> names, or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends a run of an ONNX model by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The network with its weights.</returns>
    /// <exception cref="InputException">There is no such model or layer, its file is damaged, or the weights are of another architecture.</exception>
    public RegisteredModel Open(string? spec, string? weights = null, CancellationToken cancellation = default)
    {
        spec ??= DefaultModel;
        (string name, string? layer) = Split(spec);
        (string id, string path) = weights is not null ? (RequireArchitecture(name), weights) : File.Exists(name) ? (name, name) : Find(name);
        RegisteredModel model = path.EndsWith(OnnxModels.Extension, StringComparison.OrdinalIgnoreCase) && weights is null
            ? OnnxModels.Open(path, layer, cancellation)
            : OpenOwn(id, path, layer, weights);
        if (layer is not null)
        {
            model.FindLayer(layer);
        }

        return model;
    }

    /// <summary>Lists the files whose replacement would change a model: its weights, and the description and the external data of an ONNX model.</summary>
    /// <param name="spec">A path or a name, then perhaps a layer, as for <see cref="Open"/>; <see langword="null"/> for <see cref="DefaultModel"/>.</param>
    /// <returns>Paths, of which those need not exist that a model may do without; of no model none.</returns>
    /// <exception cref="InputException">An ONNX model is damaged, or a folder cannot be read.</exception>
    public IReadOnlyList<string> FilesOf(string? spec)
    {
        (string name, _) = Split(spec ?? DefaultModel);
        return !File.Exists(name) ? [.. Models.Where(model => name == model.Id || name == model.Architecture).Select(model => model.Path)]
            : name.EndsWith(OnnxModels.Extension, StringComparison.OrdinalIgnoreCase) ? OnnxModels.FilesOf(name)
            : [name];
    }

    private static RegisteredModel OpenOwn(string id, string path, string? layer, string? weights)
    {
        LoadedModel loaded = ModelStore.Load(path);
        return weights is null || loaded.Network.Architecture == id
            ? new RegisteredModel(id, loaded.Network, loaded.WeightsHash, loaded.Metadata, layer)
            : throw new InputException($"The weights must be those of {id}, but '{weights}' holds those of {loaded.Network.Architecture}.");
    }

    /// <summary>Cuts a layer off, at the last @ behind which no file's name goes on: paths and the names of layers may both have one.</summary>
    private static (string Name, string? Layer) Split(string spec)
    {
        int last = spec.LastIndexOf('@');
        if (last < 0 || File.Exists(spec))
        {
            return (spec, null);
        }

        int at = last;
        for (int i = last; i > 0; i = spec.LastIndexOf('@', i - 1))
        {
            if (File.Exists(spec[..i]))
            {
                at = i;
                break;
            }
        }

        return (spec[..at], spec[(at + 1)..]);
    }

    private static string RequireArchitecture(string name)
    {
        IEnumerable<string> architectures = ArchitectureCatalog.All.Select(architecture => architecture.Id).Append(InceptionV3.Id);
        return architectures.Contains(name)
            ? name
            : throw new InputException($"A file of weights goes with the name of an architecture, one of {string.Join(", ", architectures)}, but the model is '{name}'.");
    }

    private (string Id, string Path) Find(string name)
    {
        if (Directory.Exists(name))
        {
            throw new InputException($"A model must be a file, but '{name}' is a folder: name the {ModelListing.Extension} or {OnnxModels.Extension} file within it.");
        }

        if (FileExtensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) || name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            throw new InputException($"The model file '{name}' does not exist.");
        }

        IReadOnlyList<ModelListing> models = Models;
        List<ModelListing> fitting = [.. models.Where(model => name == model.Id)];
        PublishedWeights? published = fitting.Count > 0 ? null : PublishedWeights.All.FirstOrDefault(weights => weights.Model == name);
        if (fitting.Count == 0 && published is null)
        {
            // Other weights never pass for those that are published.
            fitting.AddRange(models.Where(model => name == model.Architecture));
        }

        string present = models.Count == 0 ? "None is present" : $"Present: {string.Join(", ", models.Select(model => model.Id))}";
        return fitting switch
        {
            [var model] => (model.Id, model.Path),
            [_, ..] => throw new InputException(
                $"There are several weights of '{name}': name one of {string.Join(", ", fitting.Select(model => model.Id))}."),
            [] when published is not null => throw new InputException(
                $"The {(name == DefaultModel ? "default " : "")}model {name} needs weights that are not on this machine: run `fidelis models pull {name}`, or {published.ByHand}; or choose another by --model. {present}; the path of a file of weights or of an {OnnxModels.Extension} file will do too."),
            [] => throw new InputException(
                $"There is no model '{name}'. {present}; the path of a file of weights or of an {OnnxModels.Extension} file will do too.{Suggestion.For(name, models.Select(model => model.Id).Append(DefaultModel))}"),
        };
    }
}
