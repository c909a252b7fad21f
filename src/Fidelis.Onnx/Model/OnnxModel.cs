using System.Security.Cryptography;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;

namespace Fidelis.Onnx.Model;

/// <summary>An ONNX model in memory whose file has been read through and found whole. Nothing of it has been run.</summary>
public sealed class OnnxModel
{
    /// <summary>How the name of a model's description ends, in the place of <c>.onnx</c>.</summary>
    public const string DescriptionExtension = ".fidelis.json";

    private OnnxModel(string name, string? folder, ReadOnlyMemory<byte> content, OnnxModelContent parsed)
    {
        Name = name;
        Folder = folder;
        Content = content;
        Graph = parsed.Graph;
        Metadata = parsed.Metadata;
    }

    /// <summary>Gets the file as messages name it.</summary>
    public string Name { get; }

    /// <summary>Gets the file beside the model that says what the model itself does not, whether it is there or not.</summary>
    public string DescriptionPath => Path.ChangeExtension(Name, DescriptionExtension);

    /// <summary>Gets the folder that external data lies in, or <see langword="null"/> for a model that has none.</summary>
    public string? Folder { get; }

    /// <summary>Gets the bytes of the file.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Gets the graph.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>Gets what the file says about itself: producer, opset and the metadata of whoever exported it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Gets the files besides the model's that its weights lie in, in ordinal order.</summary>
    public IReadOnlyList<string> ExternalFiles => [.. Graph.Constants.Values
        .Select(constant => constant.External?.Location).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InputException">
    /// The file cannot be read, is no ONNX model, is damaged, contradicts itself, or refers to data outside its folder.
    /// </exception>
    public static OnnxModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileWindow file = FileWindow.Open(path);
        return file.Length <= Array.MaxLength
            ? Parse(file.ReadStart(Array.MaxLength), path, Path.GetDirectoryName(Path.GetFullPath(path)))
            : throw new InputException(
                $"An .onnx file must take less than 2 GiB, but '{path}' takes {file.Length} bytes: export it with its weights as external data.");
    }

    /// <summary>Reads a model in memory.</summary>
    /// <param name="content">The bytes of the file, which are not copied.</param>
    /// <param name="name">The file as messages name it.</param>
    /// <param name="folder">The folder that external data lies in, or <see langword="null"/> to refuse external data.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InputException">The file is no ONNX model, is damaged, contradicts itself, or refers to data outside its folder.</exception>
    public static OnnxModel Parse(ReadOnlyMemory<byte> content, string name, string? folder)
    {
        ArgumentNullException.ThrowIfNull(name);
        OnnxModelContent parsed = OnnxModelReader.Read(content.Span, name);
        foreach (OnnxConstant constant in parsed.Graph.Constants.Values)
        {
            ExternalFile.Require(constant, folder, name);
        }

        return new OnnxModel(name, folder, content, parsed with { Graph = GraphOrder.Sort(parsed.Graph, name) });
    }

    /// <summary>Computes what identifies the network and its weights: SHA-256 of the file and of its external files.</summary>
    /// <returns>The hash in lower-case hexadecimal.</returns>
    /// <exception cref="InputException">An external file cannot be read.</exception>
    public string ComputeHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Content.Span);
        byte[] buffer = new byte[1 << 20];
        foreach (string file in ExternalFiles)
        {
            try
            {
                using FileStream stream = File.OpenRead(Path.Combine(Folder!, file));
                for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
                {
                    hash.AppendData(buffer, 0, read);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"The weights '{Printable.Of(file)}' of the model '{Name}' could not be read: {e.Message}", e);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
