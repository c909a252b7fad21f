using System.IO.Compression;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// Writes arrays as <c>numpy.savez</c> does: uncompressed, each in the bytes that NumPy would write. Equal arrays give equal files,
/// whenever and wherever they are written.
/// </summary>
public sealed class NpzWriter
{
    /// <summary>The first moment that a zip archive can name, which NumPy writes too.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A plain file that its owner reads and writes, as Python's zipfile marks it.</summary>
    private const int UnixPlainFile = 0x01800000;

    private readonly ZipArchive archive;

    private NpzWriter(ZipArchive archive) => this.archive = archive;

    /// <summary>Writes a file whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced once the new one is complete.</param>
    /// <param name="write">Adds the arrays.</param>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(string path, Action<NpzWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WholeFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            write(new NpzWriter(archive));
        });
    }

    /// <summary>Adds an array that is in memory.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="array">The array.</param>
    public void Add(string key, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        Add(key, array.Header, stream => stream.Write(array.Data));
    }

    /// <summary>Adds unicode texts, however many.</summary>
    /// <param name="key">Their name.</param>
    /// <param name="texts">Texts <c>[n]</c>; NumPy drops zeros at the end of a text.</param>
    public void AddTexts(string key, IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        NpyDataType type = NpyElements.TypeOf(texts);
        Add(key, new NpyHeader(type, IsFortranOrder: false, [texts.Count]), stream =>
        {
            byte[] element = new byte[type.Size];
            foreach (string text in texts)
            {
                NpyElements.WriteText(text, element);
                stream.Write(element);
            }
        });
    }

    /// <summary>Adds an array of any size in pieces.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="header">Its type and shape.</param>
    /// <param name="write">Writes the elements, exactly as many as the header says, in its byte order.</param>
    public void Add(string key, NpyHeader header, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(write);
        ZipArchiveEntry entry = archive.CreateEntry(key + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = Timestamp;
        entry.ExternalAttributes = UnixPlainFile;
        using Stream stream = entry.Open();
        header.Write(stream);
        write(stream);
    }
}
