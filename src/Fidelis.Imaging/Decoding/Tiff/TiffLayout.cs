using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>The byte order of a TIFF file, and whether it is a BigTIFF file with offsets of 8 bytes.</summary>
/// <param name="IsLittleEndian">Whether the lowest byte comes first.</param>
/// <param name="IsBig">Whether offsets have 8 bytes instead of 4.</param>
internal readonly record struct TiffLayout(bool IsLittleEndian, bool IsBig)
{
    /// <summary>Gets the bytes of an offset.</summary>
    public int OffsetBytes => IsBig ? 8 : 4;

    /// <summary>Reads a number of 2 bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The number.</returns>
    public int UInt16(ReadOnlySpan<byte> bytes) => IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    /// <summary>Reads a number of 4 bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The number.</returns>
    public uint UInt32(ReadOnlySpan<byte> bytes) => IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    /// <summary>Reads a number of 8 bytes, which is negative where it is too large to be an offset.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The number.</returns>
    public long Int64(ReadOnlySpan<byte> bytes) => IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes);

    /// <summary>Reads an offset.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The offset; at most 2^62, which is beyond every file.</returns>
    public long Offset(ReadOnlySpan<byte> bytes) => IsBig ? (long)Math.Min((ulong)Int64(bytes), 1UL << 62) : UInt32(bytes);
}
