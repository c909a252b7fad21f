using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>
/// Turns what the user calls a model into a network: <c>NAME[:WEIGHTS][@LAYER]</c> of the models that lie beside the executable, or
/// the path of a model file, with or without <c>@LAYER</c>. An existing path comes before a name.
/// </summary>
public static class ModelRegistry
{
    /// <summary>The model that is meant where none is named: the network that the Inception Score and FID were defined on.</summary>
    public const string DefaultModel = "inception-v3";

    private const string Extension = ".safetensors";

    /// <summary>Gets the folder of the models that ship with Fidelis.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Lists the models that lie beside the executable.</summary>
    /// <returns>The models in the ordinal order of their ids.</returns>
    public static IReadOnlyList<ShippedModel> List() => List(ShippedFolder);

    /// <summary>Opens a model.</summary>
    /// <param name="spec">A path or a name, then perhaps a layer; <see langword="null"/> for <see cref="DefaultModel"/>.</param>
    /// <returns>The network with its weights.</returns>
    /// <exception cref="InputException">There is no such model or layer, or its file is damaged.</exception>
    public static RegisteredModel Open(string? spec) => Open(spec, ShippedFolder);

    internal static IReadOnlyList<ShippedModel> List(string folder) => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.EnumerateFiles(folder, "*" + Extension)
                .Select(path => (Path: path, Parts: Path.GetFileNameWithoutExtension(path).Split('.', 2)))
                .Where(file => file.Parts.Length == 2)
                .Select(file => new ShippedModel(file.Parts[0], file.Parts[1], file.Path))
                .OrderBy(model => model.Id, StringComparer.Ordinal),
        ];

    internal static RegisteredModel Open(string? spec, string folder)
    {
        spec ??= DefaultModel;
        int at = spec.LastIndexOf('@');
        (string name, string? layer) = File.Exists(spec) || at < 0 ? (spec, null) : (spec[..at], spec[(at + 1)..]);
        (string id, string path) = File.Exists(name) ? (name, name) : FindShipped(name, List(folder));
        LoadedModel loaded = ModelFile.Load(path);
        RegisteredModel model = new(id, loaded.Network, loaded.WeightsHash, loaded.Metadata, layer);
        if (layer is not null)
        {
            model.FindLayer(layer);
        }

        return model;
    }

    private static (string Id, string Path) FindShipped(string name, IReadOnlyList<ShippedModel> shipped)
    {
        if (Directory.Exists(name))
        {
            throw new InputException($"A model must be a file, but '{name}' is a folder: name the {Extension} file within it.");
        }

        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            throw new InputException($"The model file '{name}' does not exist.");
        }

        List<ShippedModel> fitting = [.. shipped.Where(model => name == model.Id || name == model.Architecture)];
        string present = shipped.Count == 0 ? "None is present" : $"Present: {string.Join(", ", shipped.Select(model => model.Id))}";
        return fitting switch
        {
            [var model] => (model.Id, model.Path),
            [_, ..] => throw new InputException(
                $"There are several weights of '{name}': name one of {string.Join(", ", fitting.Select(model => model.Id))}."),
            [] when name == DefaultModel => throw new InputException(
                $"The default model {DefaultModel} needs weights that are not on this machine. Choose another by --model. {present}; the path of a {Extension} file that train wrote will do too."),
            [] => throw new InputException(
                $"There is no model '{name}'. {present}; the path of a {Extension} file that train wrote will do too.{Suggestion.For(name, shipped.Select(model => model.Id))}"),
        };
    }
}
