using System.Security.Cryptography;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Registry;

/// <summary>The models that the user has pulled or imported: one model file each, in a folder of the user's cache.</summary>
/// <param name="folder">The folder, which is created when the first model is stored.</param>
public sealed class ModelStore(string folder)
{
    /// <summary>The metadata that hold the hash of the weights when they were stored, by which damage is noticed.</summary>
    internal const string WeightsKey = "weights_sha256";

    /// <summary>The metadata that hold the SHA-256 of the file that the weights came in.</summary>
    internal const string SourceKey = "source_sha256";

    private const string Subfolder = "models";

    /// <summary>Gets the folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>Finds the store of the user.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <returns>The store, in the folder <c>models</c> of the user's cache.</returns>
    public static ModelStore OfUser(Func<string, string?> environment) => new(Path.Combine(UserCache.FolderOf(environment), Subfolder));

    /// <summary>Lists the models.</summary>
    /// <returns>The models in the ordinal order of their ids.</returns>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public IReadOnlyList<ModelListing> List() => ModelListing.In(Folder);

    /// <summary>Finds a model.</summary>
    /// <param name="id">The name, such as <c>inception-v3</c>.</param>
    /// <returns>The model, or <see langword="null"/> where it is not stored.</returns>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public ModelListing? Find(string id) => List().FirstOrDefault(model => model.Id == id);

    /// <summary>Finds a model that is stored undamaged.</summary>
    /// <param name="id">The name.</param>
    /// <returns>What was stored, or <see langword="null"/> where there is none, or it is damaged.</returns>
    internal StoredModel? Present(string id)
    {
        try
        {
            return Find(id) is { } listing && Load(listing.Path) is var loaded
                ? new StoredModel(listing, loaded.WeightsHash, loaded.Metadata.GetValueOrDefault(SourceKey, ""), IsNew: false)
                : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Reads and checks a model or weights in any form, and stores them as a model file, whole or not at all.</summary>
    /// <param name="path">The file, which stays as it is.</param>
    /// <param name="name">
    /// <c>ARCHITECTURE[:WEIGHTS]</c>, or <c>WEIGHTS</c> alone; <see langword="null"/> for the architecture's own name, which only Inception V3 has.
    /// </param>
    /// <returns>The stored model.</returns>
    /// <exception cref="InputException">The file is damaged or of no known architecture, the name does not fit, or other weights have it already.</exception>
    public StoredModel Import(string path, string? name)
    {
        using FileWindow file = FileWindow.Open(path);
        return Import(file, name);
    }

    /// <summary>Loads a model file. One that was stored here must hold the weights that were stored.</summary>
    internal static LoadedModel Load(string path)
    {
        LoadedModel loaded = ModelFile.Load(path);
        return loaded.Metadata.TryGetValue(WeightsKey, out string? stored) && stored != loaded.WeightsHash
            ? throw new InputException($"The weights of '{path}' are damaged: their SHA-256 is not the one that they were stored with. Delete the file, and pull or import them again.")
            : loaded;
    }

    /// <summary>Stores the weights of a file that is open.</summary>
    internal StoredModel Import(FileWindow file, string? name)
    {
        LoadedModel loaded = ModelFile.Load(file);
        ModelListing target = TargetOf(loaded.Network.Architecture, name);
        string sourceHash = HashOf(file);
        if (Same(target, loaded.WeightsHash) is { } present)
        {
            return present;
        }

        // Of two imports at once, the second must see what the first has stored.
        WholeFile.RequireWritable(target.Path);
        using IDisposable gate = FileLock.TryTake(target.Path + ".lock") ?? throw new InputException(
            $"The model '{target.Id}' is being stored by another command: run this again when it has ended.");
        if (Same(target, loaded.WeightsHash) is { } stored)
        {
            return stored;
        }

        WholeFile.RemoveLeftovers(Folder);
        Dictionary<string, string> metadata = loaded.Metadata.Where(item => !ModelFile.IsReserved(item.Key)).ToDictionary();
        metadata[WeightsKey] = loaded.WeightsHash;
        metadata[SourceKey] = sourceHash;
        ModelFile.Save(target.Path, loaded.Network, metadata);
        return new StoredModel(target, loaded.WeightsHash, sourceHash, IsNew: true);
    }

    /// <summary>Finds the same weights under the name that they are to have.</summary>
    /// <exception cref="InputException">Others have it.</exception>
    private StoredModel? Same(ModelListing target, string weightsHash)
    {
        StoredModel? present = Present(target.Id);
        return present is null || present.WeightsHash == weightsHash
            ? present
            : throw new InputException(
                $"The name '{target.Id}' must not have two sets of weights, but other ones are stored under it: name these by --as, or delete '{target.Path}' first.");
    }

    private ModelListing TargetOf(string architecture, string? name)
    {
        string? weights = name switch
        {
            null when architecture == InceptionV3.Id => null,
            null => throw new InputException($"Weights of {architecture} must have a name of their own, such as the images that they were trained on: add --as NAME."),
            _ when name == architecture => null,
            _ when name.StartsWith(architecture + ":", StringComparison.Ordinal) => name[(architecture.Length + 1)..],
            _ => name,
        };
        if (weights is not null && !IsName(weights))
        {
            throw new InputException($"A model must be named by letters, digits, '-', '_' and '.', after '{architecture}:' or alone, but the name is '{Printable.Of(name!)}'.");
        }

        return new ModelListing(
            architecture, weights, Path.Combine(Folder, $"{architecture}{(weights is null ? "" : $".{weights}")}{ModelListing.Extension}"));
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string HashOf(FileWindow file)
    {
        using Stream stream = file.OpenStream();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
