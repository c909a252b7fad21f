using Fidelis.Networks.Weights.Zip;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Npz;

/// <summary>
/// A zip archive of NumPy arrays, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write it. Nothing that the file claims is
/// believed before it is compared with what is there; checksums are compared when an array is read to its end.
/// </summary>
public sealed class NpzFile : IDisposable
{
    private const string Extension = ".npy";

    private readonly string path;
    private readonly ZipContainer archive;
    private readonly Dictionary<string, ZipMember> arrays = new(StringComparer.Ordinal);

    private NpzFile(string path, ZipContainer archive)
    {
        this.path = path;
        this.archive = archive;
        foreach (ZipMember member in archive.ReadMembers())
        {
            if (IsArray(member) && !arrays.TryAdd(member.Name[..^Extension.Length], member))
            {
                throw new InputException($"The file '{path}' is damaged: it holds '{Printable.Of(member.Name)}' twice.");
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
    public static NpzFile Open(string path) => Open(FileWindow.Open(path));

    /// <summary>Opens a file that is open already.</summary>
    /// <param name="file">The file, which is closed with this one.</param>
    /// <returns>The file, whose directory is read and whose arrays are not.</returns>
    /// <exception cref="InputException">It is no zip archive.</exception>
    public static NpzFile Open(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return ZipContainer.Recognizes(file.ReadStart(4))
                ? new NpzFile(file.Name, ZipContainer.Open(file))
                : throw new InputException($"The file '{file.Name}' is no .npz file, or it is damaged: it does not start as a zip archive.");
        }
        catch (InputException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Tells whether a member of a zip archive is an array of an <c>.npz</c> file.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Whether its name ends as that of an array.</returns>
    public static bool IsArray(ZipMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.Name.EndsWith(Extension, StringComparison.Ordinal);
    }

    /// <summary>Gets whether the file holds an array.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>Whether it does.</returns>
    public bool Contains(string key) => arrays.ContainsKey(key);

    /// <summary>Opens an array for reading in pieces.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>The reader. Several may be open at once.</returns>
    /// <exception cref="InputException">There is no such array, or it is damaged.</exception>
    public NpyReader OpenArray(string key) => new(OpenBytes(key), Find(key).Length, Name(key));

    /// <summary>Opens the bytes of an array, header and elements, from their beginning to their end, where the checksum is compared.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>The bytes; <see cref="InvalidDataException"/> is thrown where they are damaged.</returns>
    /// <exception cref="InputException">There is no such array, or it cannot be read.</exception>
    public Stream OpenBytes(string key) => archive.OpenMember(Find(key));

    /// <summary>Gets the bytes of an array that is stored uncompressed, header and elements, for reading anywhere. The checksum is not compared.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>The bytes in the file, or <see langword="null"/> where they are compressed.</returns>
    /// <exception cref="InputException">There is no such array, or it cannot be read.</exception>
    public FileWindow? StoredBytes(string key) => archive.StoredContent(Find(key));

    /// <summary>Gets the bytes of an array, header and elements, as the directory claims them.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <returns>Their number.</returns>
    /// <exception cref="InputException">There is no such array.</exception>
    public long LengthOf(string key) => Find(key).Length;

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

    /// <summary>Reads a whole array as float64 in row-major order, into one piece of memory where the file holds it in that order.</summary>
    /// <param name="key">The name, without <c>.npy</c>.</param>
    /// <param name="header">Receives its type, order and shape.</param>
    /// <returns>One value for each element.</returns>
    /// <exception cref="InputException">There is no such array, it is damaged, its elements are texts, or it is larger than 2 GiB.</exception>
    public double[] ReadDoubles(string key, out NpyHeader header)
    {
        using NpyReader reader = OpenArray(key);
        header = reader.Header;
        if (header.DataType.IsText || header.IsFortranOrder || Math.Max(header.DataBytes, header.ElementCount * sizeof(double)) > Array.MaxLength)
        {
            return Read(key).ToDoubles();
        }

        double[] values = GC.AllocateUninitializedArray<double>((int)header.ElementCount);
        reader.Read(values.AsSpan());
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    private ZipMember Find(string key) => arrays.TryGetValue(key, out ZipMember? member)
        ? member
        : throw new InputException($"The file '{path}' must hold an array '{key}', but holds {(Keys.Count == 0 ? "none" : string.Join(", ", Keys))}.");

    private string Name(string key) => $"'{key}' of '{path}'";
}
