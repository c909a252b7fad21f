using System.Buffers.Binary;
using System.IO.Compression;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>
/// A zip archive, open for reading by any number of threads. Members are stored or deflated; everything else is refused by name.
/// Nothing that the archive claims is believed before it is compared with what is there: a member gives exactly the bytes that its
/// directory names, of the checksum that it names, or an error.
/// </summary>
public sealed class ZipContainer : IDisposable
{
    private const int HeaderBytes = 30;
    private const uint HeaderSignature = 0x04034B50;
    private const int Stored = 0;
    private const int Deflated = 8;

    /// <summary>Deflate cannot shrink data by more than 1032 (zlib, "Maximum Compression Factor"); its smallest blocks take a few bytes.</summary>
    private const long MaximumCompression = 1032;

    private readonly FileWindow file;
    private readonly ZipDirectory directory;

    private ZipContainer(FileWindow file)
    {
        this.file = file;
        directory = ZipDirectory.Find(file);
    }

    /// <summary>Gets the number of members that the archive claims. Its size admits them.</summary>
    public long MemberCount => directory.Count;

    /// <summary>Tells whether a file starts as an archive does, of which nothing more is known then.</summary>
    /// <param name="start">The first bytes.</param>
    /// <returns>Whether it does.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8);

    /// <summary>Finds the directory of an archive.</summary>
    /// <param name="file">The archive, which is closed with it.</param>
    /// <returns>The archive, whose members are not yet listed.</returns>
    /// <exception cref="InputException">It is no zip archive.</exception>
    public static ZipContainer Open(FileWindow file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new ZipContainer(file);
    }

    /// <summary>Lists the members.</summary>
    /// <returns>The members in the order of the archive.</returns>
    /// <exception cref="InputException">The directory is damaged.</exception>
    public IReadOnlyList<ZipMember> ReadMembers() => directory.Read();

    /// <summary>Gets the content of a member that is stored as it is, unverified: its checksum is compared by <see cref="OpenMember"/>.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Its bytes in the file, or <see langword="null"/> where it is compressed.</returns>
    /// <exception cref="InputException">The member cannot be read.</exception>
    public FileWindow? StoredContent(ZipMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        FileWindow data = DataOf(member);
        return member.Method == Stored ? data : null;
    }

    /// <summary>Opens a member for reading from its beginning to its end, where its checksum is compared.</summary>
    /// <param name="member">The member.</param>
    /// <returns>A stream that gives no more than <see cref="ZipMember.Length"/> bytes, and throws <see cref="InvalidDataException"/> where the member is damaged.</returns>
    /// <exception cref="InputException">The member cannot be read.</exception>
    public Stream OpenMember(ZipMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        Stream data = DataOf(member).OpenStream();
        return new ChecksummedStream(
            member.Method == Stored ? data : new DeflateStream(data, CompressionMode.Decompress), member.Checksum, member.Length);
    }

    /// <summary>Reads the whole content of a member.</summary>
    /// <param name="member">The member, whose length the caller finds acceptable.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="InputException">The member cannot be read, or is damaged.</exception>
    public byte[] Read(ZipMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        using Stream stream = OpenMember(member);
        byte[] content = new byte[member.Length <= Array.MaxLength ? member.Length : throw Refused(member, "is larger than 2 GiB")];
        Read(stream, member, content);
        return content;
    }

    /// <summary>Reads the whole content of a member into memory that is there.</summary>
    /// <param name="member">The member.</param>
    /// <param name="destination">Is filled; as long as the member.</param>
    /// <exception cref="InputException">The member cannot be read, or is damaged.</exception>
    public void Read(ZipMember member, Span<byte> destination)
    {
        using Stream stream = OpenMember(member);
        Read(stream, member, destination);
    }

    private void Read(Stream stream, ZipMember member, Span<byte> destination)
    {
        try
        {
            stream.ReadExactly(destination);
            if (stream.ReadByte() >= 0)
            {
                throw Damaged(member);
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(member, e);
        }
    }

    /// <summary>Makes the error of a member whose stream ended by an exception.</summary>
    /// <param name="member">The member.</param>
    /// <param name="cause">What was thrown, if anything was.</param>
    /// <returns>The error with its sentence.</returns>
    public InputException Damaged(ZipMember member, Exception? cause = null)
    {
        string message = $"The entry {NameOf(member)} is damaged: its content is not what the archive's directory says.";
        return cause is null ? new InputException(message) : new InputException(message, cause);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private FileWindow DataOf(ZipMember member)
    {
        if (member.IsEncrypted)
        {
            throw Refused(member, "is encrypted: unpack the archive with its password, and pack it without one");
        }

        if (member.Method is not (Stored or Deflated))
        {
            throw Refused(member, $"is compressed by method {member.Method}{MethodName(member.Method)}, but only stored and deflated entries are read: pack it again with deflate");
        }

        // What lies in the file at all is small enough to be multiplied.
        if (member.Method == Stored
            ? member.Length != member.StoredBytes
            : member.StoredBytes > file.Length || member.Length > (member.StoredBytes + 64) * MaximumCompression)
        {
            throw Refused(member, $"is damaged: {member.StoredBytes} bytes cannot hold the {member.Length} that it claims");
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        if (member.HeaderOffset > file.Length - HeaderBytes)
        {
            throw Refused(member, "is damaged: its header lies beyond the end of the archive");
        }

        file.Read(member.HeaderOffset, header);
        long start = member.HeaderOffset + HeaderBytes
            + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderSignature || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != member.Method)
        {
            throw Refused(member, "is damaged: its own header contradicts the directory of the archive");
        }

        return member.StoredBytes <= file.Length - start
            ? file.Slice(start, member.StoredBytes)
            : throw Refused(member, "is damaged: its content goes beyond the end of the archive");
    }

    private static string MethodName(int method) => method switch
    {
        9 => " (Deflate64)",
        12 => " (bzip2)",
        14 => " (LZMA)",
        93 => " (Zstandard)",
        95 => " (xz)",
        _ => "",
    };

    private string NameOf(ZipMember member) => $"'{Printable.Of(member.Name)}' of '{file.Name}'";

    private InputException Refused(ZipMember member, string why) => new($"The entry {NameOf(member)} {why}.");
}
