using System.Security.Cryptography;
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
    private const string UsualRemedy = "Copy or train it again.";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="remedy">What the message about a damaged file ends with: a sentence on what to do.</param>
    /// <returns>The content, the values of other types rounded to float32.</returns>
    /// <exception cref="InputException">The file cannot be read, is damaged, or holds tensors of a type that is no number.</exception>
    public static SafetensorsFile Read(string path, string remedy = UsualRemedy)
    {
        using FileWindow file = FileWindow.Open(path);
        return SafetensorsReader.Read(file, remedy);
    }

    /// <summary>Reads a file that is open.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The content, the values of other types rounded to float32.</returns>
    /// <exception cref="InputException">The file is damaged, or holds tensors of a type that is no number.</exception>
    public static SafetensorsFile Read(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return SafetensorsReader.Read(file, UsualRemedy);
    }

    /// <summary>Tells whether a file starts as safetensors do.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether it does.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> start) => SafetensorsReader.Recognizes(start);

    /// <summary>Computes the hash of values.</summary>
    /// <param name="tensors">Tensors in any order.</param>
    /// <returns>The SHA-256, in lower-case hexadecimal, of what a file of these tensors has behind its header.</returns>
    public static string HashOf(IEnumerable<NamedTensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NamedTensor tensor in tensors.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            SafetensorsWriter.WriteLittleEndian(tensor.Values, hash.AppendData);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes the file whole or not at all: the bytes go to a file beside it, which then takes its name.</summary>
    /// <param name="path">The path; an existing file is replaced.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Write(string path) => WholeFile.Write(path, WriteTo);

    /// <summary>Writes the bytes of the file.</summary>
    /// <param name="stream">Where they go.</param>
    public void WriteTo(Stream stream) => SafetensorsWriter.Write(this, stream);
}
