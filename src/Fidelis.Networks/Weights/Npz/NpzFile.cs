using System.IO.Compression;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// A zip archive of NumPy arrays, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write it. Nothing that the file claims is
/// believed before it is compared with what is there; checksums are compared when an array is read to its end.
/// </summary>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    /// <summary>Deflate cannot shrink data by more than 1032 (zlib, "Maximum Compression Factor"); its smallest blocks take a few bytes.</summary>
    private const long MaximumCompression = 1032;

    private readonly string path;
    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> arrays = new(StringComparer.Ordinal);

    private NpzFile(string path, ZipArchive archive)
    {
        this.path = path;
        this.archive = archive;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.FullName.EndsWith(Extension, StringComparison.Ordinal) && !arrays.TryAdd(entry.FullName[..^Extension.Length], entry))
            {
                throw new InputException($"The file '{path}' is damaged: it holds '{entry.FullName}' twice.");
            }
        }

        Keys = [.. arrays.Keys];
    }

    /// <summary>Gets the names of the arrays in the order of the file.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file, whose directory is read and whose arrays are not.</returns>
    /// <exception cref="InputException">There is no such file, or it is no zip archive.</exception>
    public static NpzFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new NpzFile(path, new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or InputException)
        {
            stream?.Dispose();
            throw e as InputException ?? new InputException(e switch
            {
                FileNotFoundException or DirectoryNotFoundException => $"The file '{path}' does not exist.",
                UnauthorizedAccessException when Directory.Exists(path) => $"An .npz file was expected, but '{path}' is a folder.",
                InvalidDataException => $"The file '{path}' is no .npz file, or it is damaged: it does not read as a zip archive.",
                _ => $"The file '{path}' cannot be read: {e.Message}",
            }, e);
        }
    }

    /// <summary>Gets whether the file holds an array.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>Whether it does.</returns>
    public bool Contains(string key) => arrays.ContainsKey(key);

    /// <summary>Opens an array for reading in pieces.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>The reader, to be disposed before another array is opened.</returns>
    /// <exception cref="InputException">There is no such array, or it is damaged.</exception>
    public NpyReader OpenArray(string key)
    {
        string name = Name(key);
        if (!arrays.TryGetValue(key, out ZipArchiveEntry? entry))
        {
            throw new InputException($"The file '{path}' must hold an array '{key}', but holds {(Keys.Count == 0 ? "none" : string.Join(", ", Keys))}.");
        }

        if (entry.IsEncrypted || entry.Length > (entry.CompressedLength + 64) * MaximumCompression)
        {
            throw new InputException($"The array {name} {(entry.IsEncrypted ? "is encrypted" : $"is damaged: {entry.CompressedLength} bytes cannot hold the {entry.Length} that it claims")}.");
        }

        Stream? stream = null;
        try
        {
            stream = new ChecksummedStream(entry.Open(), entry.Crc32);
            return new NpyReader(stream, entry.Length, name);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InputException)
        {
            stream?.Dispose();
            throw e as InputException ?? new InputException($"The array {name} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Reads a whole array.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>The array.</returns>
    /// <exception cref="InputException">There is no such array, it is damaged, or it is larger than 2 GiB.</exception>
    public NpyArray Read(string key)
    {
        using NpyReader reader = OpenArray(key);
        long bytes = reader.Header.DataBytes;
        if (bytes > Array.MaxLength)
        {
            throw new InputException($"The array {Name(key)} must be smaller than 2 GiB, but takes {bytes} bytes.");
        }

        byte[] data = new byte[bytes];
        reader.ReadBytes(data);
        return NpyArray.FromFile(reader.Header, data, Name(key));
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    private string Name(string key) => $"'{key}' of '{path}'";
}
