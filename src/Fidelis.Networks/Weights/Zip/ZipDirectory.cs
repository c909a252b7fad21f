using System.Buffers.Binary;
using Fidelis.Numerics.Errors;

namespace Fidelis.Networks.Weights.Zip;

/// <summary>Finds and reads the directory of a zip archive, of the old form or of 64 bits (PKWARE APPNOTE 4.3.12 to 4.3.16).</summary>
internal sealed class ZipDirectory
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int HeaderBytes = 46;
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint HeaderSignature = 0x02014B50;

    /// <summary>The identifier of the extra field that holds what does not fit into 32 bits.</summary>
    private const int Extra64 = 1;

    /// <summary>Values that mean "see the form of 64 bits".</summary>
    private const uint None32 = uint.MaxValue;
    private const ushort None16 = ushort.MaxValue;

    private const int UnixLink = 0xA000;
    private const int UnixKind = 0xF000;

    private readonly FileWindow file;
    private readonly long offset;
    private readonly long bytes;

    private ZipDirectory(FileWindow file, long count, long offset, long bytes)
    {
        this.file = file;
        this.offset = offset;
        this.bytes = bytes;
        Count = count;
        if (offset > file.Length || bytes > file.Length - offset || count > bytes / HeaderBytes || bytes > Array.MaxLength)
        {
            throw Damaged(file, $"its directory of {count} entries does not fit into it");
        }
    }

    /// <summary>Gets the number of members that the archive claims, which its size admits.</summary>
    public long Count { get; }

    /// <summary>Finds the directory by the record at the end of the archive.</summary>
    public static ZipDirectory Find(FileWindow file)
    {
        // The record is followed by a comment of up to 65,535 bytes, and is the last that says so truthfully.
        byte[] tail = new byte[Math.Min(file.Length, EndBytes + ushort.MaxValue)];
        file.Read(file.Length - tail.Length, tail);
        for (int i = tail.Length - EndBytes; i >= 0; i--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(i);
            if (U32(end) == EndSignature && U16(end[20..]) == end.Length - EndBytes)
            {
                bool is64 = U16(end[10..]) == None16 || U32(end[12..]) == None32 || U32(end[16..]) == None32;
                return U16(end[4..]) is not (0 or None16) ? throw Damaged(file, "it is one part of several")
                    : is64 && Find64(file, file.Length - end.Length - LocatorBytes) is { } large ? large
                    : new ZipDirectory(file, U16(end[10..]), U32(end[16..]), U32(end[12..]));
            }
        }

        throw Damaged(file, "the directory at its end is missing");
    }

    /// <summary>Reads what the directory claims of each member.</summary>
    public IReadOnlyList<ZipMember> Read()
    {
        byte[] directory = new byte[bytes];
        file.Read(offset, directory);
        List<ZipMember> members = new((int)Count);
        int position = 0;
        for (long i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> header = directory.AsSpan(position);
            int nameBytes = header.Length < HeaderBytes || U32(header) != HeaderSignature ? -1 : U16(header[28..]);
            int extraBytes = nameBytes < 0 ? 0 : U16(header[30..]);
            int size = nameBytes < 0 ? 0 : HeaderBytes + nameBytes + extraBytes + U16(header[32..]);
            if (nameBytes < 0 || size > header.Length)
            {
                throw Damaged(file, $"entry {i + 1} of {Count} in its directory is broken");
            }

            members.Add(ReadMember(header, header.Slice(HeaderBytes, nameBytes), header.Slice(HeaderBytes + nameBytes, extraBytes)));
            position += size;
        }

        return members;
    }

    public static InputException Damaged(FileWindow file, string how) => new($"The archive '{file.Name}' is damaged or no zip archive: {how}.");

    private static ZipDirectory? Find64(FileWindow file, long locatorOffset)
    {
        Span<byte> record = stackalloc byte[End64Bytes];
        if (locatorOffset < 0)
        {
            return null;
        }

        file.Read(locatorOffset, record[..LocatorBytes]);
        if (U32(record) != LocatorSignature)
        {
            // As many members or bytes as the old form can just say.
            return null;
        }

        ulong recordOffset = U64(record[8..]);
        if (recordOffset > (ulong)Math.Max(file.Length - End64Bytes, 0))
        {
            throw Damaged(file, "its directory of 64 bits is missing");
        }

        file.Read((long)recordOffset, record);
        return U32(record) == End64Signature
            ? new ZipDirectory(file, Signed(file, U64(record[32..])), Signed(file, U64(record[48..])), Signed(file, U64(record[40..])))
            : throw Damaged(file, "its directory of 64 bits is missing");
    }

    private ZipMember ReadMember(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        int system = header[5];
        int mode = (int)(U32(header[38..]) >> 16);
        ReadOnlySpan<byte> large = Large(extra);
        long length = Value(U32(header[24..]), ref large);
        long stored = Value(U32(header[20..]), ref large);
        long headerOffset = Value(U32(header[42..]), ref large);
        bool isDos = system is 0 or 10 or 11 or 14;
        return new ZipMember(
            ZipName.Decode(name, isDos),
            length,
            stored,
            U16(header[10..]),
            U32(header[16..]),
            (header[8] & 1) != 0,
            !isDos && (mode & UnixKind) == UnixLink,
            headerOffset);
    }

    /// <summary>The extra field of 64-bit values; empty where there is none.</summary>
    private static ReadOnlySpan<byte> Large(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int size = Math.Min((int)U16(extra[2..]), extra.Length - 4);
            if (U16(extra) == Extra64)
            {
                return extra.Slice(4, size);
            }

            extra = extra[(4 + size)..];
        }

        return [];
    }

    private long Value(uint small, ref ReadOnlySpan<byte> large)
    {
        if (small != None32 || large.Length < 8)
        {
            return small;
        }

        ulong value = U64(large);
        large = large[8..];
        return Signed(file, value);
    }

    private static long Signed(FileWindow file, ulong value) =>
        value <= long.MaxValue ? (long)value : throw Damaged(file, $"its directory claims the impossible size or place {value}");

    private static ushort U16(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt16LittleEndian(source);

    private static uint U32(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt32LittleEndian(source);

    private static ulong U64(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt64LittleEndian(source);
}
