using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights.Inception;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights;

/// <summary>Saves and loads networks: a safetensors file whose metadata tell how to build the network again.</summary>
/// <remarks>
/// The metadata <c>format</c>, <c>architecture</c>, <c>classes</c>, <c>input</c> and <c>layers</c> belong to the file; the last three are JSON.
/// A loaded network gives the same outputs to the last bit as the saved one.
/// </remarks>
public static class ModelFile
{
    /// <summary>The value of the metadata <c>format</c>.</summary>
    public const string Format = "fidelis-model/1";

    /// <summary>Saves a network, whole or not at all.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <param name="network">The network.</param>
    /// <param name="metadata">What else is known about it; structured values as JSON.</param>
    /// <exception cref="ArgumentException">The metadata use a key of the file itself.</exception>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Save(string path, LayeredNetwork network, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(metadata);
        Dictionary<string, string> all = ModelMetadata.Describe(network);
        foreach ((string key, string value) in metadata)
        {
            if (!all.TryAdd(key, value))
            {
                throw new ArgumentException($"The metadata \"{key}\" belongs to the model file itself.", nameof(metadata));
            }
        }

        new SafetensorsFile(all, [.. ParameterValues.Of(network.Parameters)]).Write(path);
    }

    /// <summary>Loads a network.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote, or weights of Inception V3 in any form that <see cref="WeightsFile"/> reads.</param>
    /// <returns>The network with its metadata. The same weights have the same hash in whatever file.</returns>
    /// <exception cref="InputException">The file cannot be read, is damaged, or does not hold a network of a known architecture.</exception>
    public static LoadedModel Load(string path)
    {
        using FileWindow file = FileWindow.Open(path);
        return Load(file);
    }

    /// <summary>Loads a network from a file that is open.</summary>
    /// <param name="window">The file, as for <see cref="Load(string)"/>.</param>
    /// <returns>The network with its metadata.</returns>
    /// <exception cref="InputException">The file is damaged, or does not hold a network of a known architecture.</exception>
    public static LoadedModel Load(FileWindow window)
    {
        WeightsFile file = WeightsFile.Read(window);
        string path = window.Name;
        LayeredNetwork network;
        IReadOnlyList<NamedTensor> tensors = file.Tensors;
        if (ModelMetadata.AreIn(file.Metadata))
        {
            network = ModelMetadata.CreateNetwork(file.Metadata, path);
        }
        else
        {
            network = InceptionV3.Create();
            tensors = InceptionTensors.Translate(tensors, network.Parameters);
        }

        // A processor has enough to do with the hash while the others look at the values and copy them.
        string hash = string.Empty;
        IReadOnlyList<string> problems = [];
        Parallelism.For(2, i =>
        {
            if (i == 0)
            {
                hash = SafetensorsFile.HashOf(tensors);
            }
            else
            {
                problems = ParameterValues.Assign(network.Parameters, tensors);
            }
        });
        return problems.Count == 0
            ? new LoadedModel(network, file.Metadata, hash)
            : throw new InputException(
                $"The tensors of \"{path}\" must be those of {network.Architecture}, but {string.Join("; ", problems)}. {(network.Architecture == InceptionV3.Id ? InceptionTensors.Remedy(file.Tensors) : "Train the model again.")}");
    }

    /// <summary>Tells whether the metadata of a key belong to the file itself.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether <see cref="Save"/> writes it from the network.</returns>
    public static bool IsReserved(string key) => ModelMetadata.Keys.Contains(key);

    /// <summary>Computes the hash by which the weights of a network are known.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The SHA-256, in lower-case hexadecimal, of all tensors' little-endian float32 values, in ordinal order of their names.</returns>
    public static string HashOf(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return SafetensorsFile.HashOf(ParameterValues.Of(network.Parameters));
    }
}
