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
    /// <summary>Reads a file whose tensors are all float32.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InputException">The file cannot be read, is damaged, or holds tensors of another type.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path) && FileWindow.LengthOf(path) == 0)
        {
            throw new InputException($"The model file \"{path}\" is empty, or a pipe or device, or a link that leads nowhere: name a file with content.");
        }

        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The model file \"{path}\" cannot be read: {e.Message}", e);
        }

        return Parse(bytes, path);
    }

    /// <summary>Reads the bytes of a file whose tensors are all float32.</summary>
    /// <param name="bytes">The bytes of the whole file.</param>
    /// <param name="path">The path, for messages.</param>
    /// <returns>The content.</returns>
    /// <exception cref="InputException">The bytes are damaged, or hold tensors of another type.</exception>
    public static SafetensorsFile Parse(ReadOnlySpan<byte> bytes, string path) => SafetensorsReader.Parse(bytes, path);

    /// <summary>Writes the file whole or not at all: the bytes go to a file beside it, which then takes its name.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path) => WholeFile.Write(path, WriteTo);

    /// <summary>Writes the bytes of the file.</summary>
    /// <param name="stream">Where they go.</param>
    public void WriteTo(Stream stream) => SafetensorsWriter.Write(this, stream);
}
