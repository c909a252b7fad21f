using Fidelis.Networks.Weights.Npz;
using Fidelis.Networks.Weights.PyTorch;
using Fidelis.Networks.Weights.Tar;
using Fidelis.Networks.Weights.TensorFlow;
using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Weights;

/// <summary>
/// The tensors of a file of weights in any form that is read: PyTorch's two, safetensors, NumPy's <c>.npz</c>, and frozen graphs of
/// TensorFlow, as they are, compressed by gzip, or in a tar archive. The content says which it is, not the extension.
/// </summary>
/// <param name="Form">The form in a few words, such as <c>PyTorch, zip</c>.</param>
/// <param name="Tensors">The tensors under the names of the file, the values of other types rounded to float32.</param>
/// <param name="Metadata">What the file says about itself; empty for all forms but safetensors.</param>
public sealed record WeightsFile(string Form, IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string GraphExtension = ".pb";

    /// <summary>Reads a file. Nothing that it asks to be run is run, and nothing that it claims is believed before there is room for it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its tensors.</returns>
    /// <exception cref="InputException">There is no such file, it is damaged, or is of none of these forms.</exception>
    public static WeightsFile Read(string path)
    {
        using FileWindow file = FileWindow.Open(path);
        return Read(file);
    }

    /// <summary>Reads a file that is open.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Its tensors.</returns>
    /// <exception cref="InputException">The file is damaged, or of none of these forms.</exception>
    public static WeightsFile Read(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        byte[] start = file.ReadStart(1024);
        return ZipContainer.Recognizes(start) ? ReadZip(file)
            : PyTorchFile.RecognizesLegacy(start) ? Plain("PyTorch, before 1.6", PyTorchFile.Read(file))
            : SafetensorsFile.Recognizes(start) ? ReadSafetensors(file)
            : GzipContent.Recognizes(start) ? ReadCompressed(GzipContent.ReadWeights(file), file.Name)
            : TarContent.Recognizes(start) ? ReadArchive(file.ReadStart(Array.MaxLength), "in a tar archive", file.Name)
            : FrozenGraph.Recognizes(start) ? Plain("TensorFlow graph", FrozenGraph.Read(file))
            : throw Unknown(file.Name, start);
    }

    private static WeightsFile ReadZip(FileWindow file)
    {
        IReadOnlyList<ZipMember> members = ZipContainer.Open(file).ReadMembers();
        if (members.Count == 0 || !members.All(NpzFile.IsArray))
        {
            return Plain("PyTorch, zip", PyTorchFile.Read(file));
        }

        ClaimedSize.Require(file, members.Sum(member => Math.Min(member.Length, int.MaxValue)));
        NpzFile arrays = NpzFile.Open(file);
        NamedTensor[] tensors = new NamedTensor[arrays.Keys.Count];
        Parallelism.For(tensors.Length, i => tensors[i] = TensorOf(arrays.Read(arrays.Keys[i]), arrays.Keys[i], file.Name));
        return Plain("NumPy .npz", tensors);
    }

    private static NamedTensor TensorOf(NpyArray array, string name, string source) => !array.Header.DataType.IsText && array.Header.Shape.All(length => length <= int.MaxValue)
        ? new NamedTensor(name, [.. array.Header.Shape.Select(length => (int)length)], array.ToSingles())
        : throw new InputException($"The arrays of a file of weights must be numbers, but '{Printable.Of(name)}' of '{source}' is {array.Header.DataType}.");

    private static WeightsFile ReadSafetensors(FileWindow file)
    {
        SafetensorsFile content = SafetensorsFile.Read(file);
        return new WeightsFile("safetensors", content.Tensors, content.Metadata);
    }

    private static WeightsFile ReadCompressed(byte[] content, string name) => TarContent.Recognizes(content)
        ? ReadArchive(content, "in a tar archive compressed by gzip", name)
        : FrozenGraph.Recognizes(content)
            ? Plain("TensorFlow graph, compressed by gzip", FrozenGraph.Parse(content, name))
            : throw new InputException($"A file compressed by gzip must hold a TensorFlow graph (.pb) or a tar archive of one, but '{name}' does not: unpack it first.");

    private static WeightsFile ReadArchive(byte[] archive, string how, string name)
    {
        (string Name, Range Content)[] graphs =
            [.. TarContent.FilesOf(archive, name).Where(file => file.Name.EndsWith(GraphExtension, StringComparison.OrdinalIgnoreCase))];
        return graphs is [var graph]
            ? Plain($"TensorFlow graph {how}", FrozenGraph.Parse(archive.AsSpan(graph.Content), name))
            : throw new InputException($"A tar archive of weights must hold one TensorFlow graph (.pb), but '{name}' holds {(graphs.Length == 0 ? "none" : string.Join(", ", graphs.Select(file => Printable.Of(file.Name))))}: unpack it, and name the file of weights.");
    }

    private static WeightsFile Plain(string form, IReadOnlyList<NamedTensor> tensors) => new(form, tensors, new Dictionary<string, string>());

    private static InputException Unknown(string name, ReadOnlySpan<byte> start) => new(
        start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..]
            ? $"The file '{name}' is HDF5, as Keras writes it, which is not read: save the weights as safetensors or .npz."
            : $"A file of weights must be PyTorch's (.pth), safetensors, .npz or a TensorFlow graph (.pb, .tgz), but '{name}' is none of these, or is damaged at its beginning.");
}
