using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding;

/// <summary>Finds the orientation in EXIF data.</summary>
internal static class ExifOrientation
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;
    private const int EntryBytes = 12;

    /// <summary>Reads the orientation.</summary>
    /// <param name="exif">EXIF data, from its byte order mark (<c>II</c> or <c>MM</c>) on, perhaps after <c>Exif\0\0</c>.</param>
    /// <returns>1 to 8; 1 where there is none, or none that is valid.</returns>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8))
        {
            exif = exif[6..];
        }

        bool isLittleEndian = exif.StartsWith("II"u8);
        if (exif.Length < 8 || (!isLittleEndian && !exif.StartsWith("MM"u8)))
        {
            return 1;
        }

        uint directory = UInt32(exif[4..], isLittleEndian);
        if (directory > exif.Length - 2)
        {
            return 1;
        }

        ReadOnlySpan<byte> entries = exif[(int)directory..];
        int count = UInt16(entries, isLittleEndian);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
        {
            if (UInt16(entries, isLittleEndian) == OrientationTag)
            {
                int value = UInt16(entries[2..], isLittleEndian) == ShortType ? UInt16(entries[8..], isLittleEndian) : 1;
                return value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
