using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights;

/// <summary>A safetensors file in memory: named float32 tensors and metadata.</summary>
/// <param name="Metadata">The strings of <c>__metadata__</c>.</param>
/// <param name="Tensors">The tensors, in ordinal order of their names.</param>
/// <remarks>
/// The format is eight bytes with the length of a JSON header, the header, and the values, little-endian and without gaps:
/// <see href="https://github.com/huggingface/safetensors">huggingface/safetensors</see>.
/// </remarks>
public sealed record SafetensorsFile(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<NamedTensor> Tensors)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The content, the values of other types rounded to float32.</returns>
    /// <exception cref="InputException">The file cannot be read, is damaged, or holds tensors of a type that is no number.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileWindow file = FileWindow.Open(path);
        return Read(file);
    }

    /// <summary>Reads a file that is open.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The content, the values of other types rounded to float32.</returns>
    /// <exception cref="InputException">The file is damaged, or holds tensors of a type that is no number.</exception>
    public static SafetensorsFile Read(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return SafetensorsReader.Read(file);
    }

    /// <summary>Tells whether a file starts as safetensors do.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether it does.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> start) => SafetensorsReader.Recognizes(start);

    /// <summary>Writes the file whole or not at all: the bytes go to a file beside it, which then takes its name.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path) => WholeFile.Write(path, WriteTo);

    /// <summary>Writes the bytes of the file.</summary>
    /// <param name="stream">Where they go.</param>
    public void WriteTo(Stream stream) => SafetensorsWriter.Write(this, stream);
}
