using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Bmp;

/// <summary>The header of a BMP file, checked against the file's length.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsTopDown">Whether the first row in the file is the top one.</param>
/// <param name="BitsPerPixel">1, 4, 8, 16, 24 or 32.</param>
/// <param name="IsRunLength">Whether runs of pixels are compressed; only with 4 and 8 bits.</param>
/// <param name="PixelOffset">Where the first row starts.</param>
/// <param name="RowBytes">The distance between rows: whole groups of 4 bytes.</param>
/// <param name="PaletteOffset">Where the palette starts.</param>
/// <param name="PaletteCount">The number of colours in the palette; 0 above 8 bits.</param>
/// <param name="PaletteEntryBytes">4 (blue, green, red, unused), or 3 in the oldest version.</param>
/// <param name="Red">The bits of a 16- or 32-bit pixel that hold red.</param>
/// <param name="Green">The bits that hold green.</param>
/// <param name="Blue">The bits that hold blue.</param>
/// <param name="Alpha">The bits that hold alpha; 0 where there is none.</param>
internal sealed record BmpHeader(
    int Width,
    int Height,
    bool IsTopDown,
    int BitsPerPixel,
    bool IsRunLength,
    int PixelOffset,
    int RowBytes,
    int PaletteOffset,
    int PaletteCount,
    int PaletteEntryBytes,
    uint Red,
    uint Green,
    uint Blue,
    uint Alpha)
{
    private const int FileHeaderBytes = 14;
    private const int OldestHeaderBytes = 12;

    // The file header, the longest header and masks behind it.
    private const int LargestHeaderBytes = 14 + 124 + 16;
    private const int Plain = 0;
    private const int RunLength8 = 1;
    private const int RunLength4 = 2;
    private const int BitFields = 3;
    private const int AlphaBitFields = 6;

    /// <summary>Gets the mode, as in <see cref="PictureFacts"/>.</summary>
    public string Mode => BitsPerPixel switch
    {
        <= 8 => StoredPicture.NameMode(BitsPerPixel, "palette", hasAlpha: false),
        16 => StoredPicture.NameMode(5, "RGB", Alpha != 0),
        _ => StoredPicture.NameMode(8, "RGB", Alpha != 0),
    };

    /// <summary>Reads and checks the header.</summary>
    /// <param name="bytes">The file, or its start.</param>
    /// <returns>The header, every offset in which lies within the file; <see langword="null"/> where more of the file is needed.</returns>
    /// <exception cref="InvalidImageException">The header is damaged, or describes a picture that is not read.</exception>
    public static BmpHeader? Read(PictureBytes bytes)
    {
        string path = bytes.Path;
        ReadOnlySpan<byte> encoded = bytes.Start;
        if (encoded.Length < Math.Min(LargestHeaderBytes, bytes.LengthBytes))
        {
            return null;
        }

        Require(encoded.Length >= FileHeaderBytes + OldestHeaderBytes, encoded.Length);
        uint headerBytes = UInt32(encoded, FileHeaderBytes);
        if (headerBytes is not (OldestHeaderBytes or 40 or 52 or 56 or 64 or 108 or 124))
        {
            throw new InvalidImageException(path, $"is a BMP file with an unknown header of {headerBytes} bytes");
        }

        Require(encoded.Length >= FileHeaderBytes + headerBytes, encoded.Length);
        bool isOldest = headerBytes == OldestHeaderBytes;
        long width = isOldest ? UInt16(encoded, 18) : Int32(encoded, 18);
        long height = isOldest ? UInt16(encoded, 20) : Int32(encoded, 22);
        int bits = UInt16(encoded, isOldest ? 24 : 28);
        uint compression = isOldest ? Plain : UInt32(encoded, 30);
        uint claimedColors = isOldest ? 0 : UInt32(encoded, 46);
        bytes.RequireSize(width, Math.Abs(height));
        bool isRunLength = (compression == RunLength8 && bits == 8) || (compression == RunLength4 && bits == 4);
        bool hasFields = compression is BitFields or AlphaBitFields;
        bool isKnown = bits is 16 or 32 ? compression == Plain || hasFields : (bits is 1 or 4 or 8 or 24 && compression == Plain) || isRunLength;
        if (!isKnown)
        {
            throw new InvalidImageException(path, $"is a BMP file with {bits} bits per pixel and compression {compression}, which Fidelis does not read; save it uncompressed or as PNG");
        }

        // The masks are part of the header since its 52-byte version, and follow it before.
        int tableOffset = FileHeaderBytes + (int)headerBytes;
        (uint red, uint green, uint blue, uint alpha) = bits == 16 ? (0x7C00u, 0x03E0u, 0x001Fu, 0u) : (0xFF0000u, 0x00FF00u, 0x0000FFu, 0u);
        if (hasFields)
        {
            int maskBytes = compression == AlphaBitFields ? 16 : 12;
            Require(encoded.Length >= 54 + maskBytes, encoded.Length);
            (red, green, blue) = (UInt32(encoded, 54), UInt32(encoded, 58), UInt32(encoded, 62));
            alpha = headerBytes >= 56 || maskBytes == 16 ? UInt32(encoded, 66) : 0;
            tableOffset = Math.Max(tableOffset, 54 + maskBytes);
            RequireMasks(red, green, blue, alpha, path);
        }

        int paletteCount = bits > 8 ? 0 : claimedColors == 0 ? 1 << bits : (int)Math.Min(claimedColors, 1u << bits);
        int entryBytes = isOldest ? 3 : 4;
        long rowBytes = ((width * bits) + 31) / 32 * 4;
        uint pixelOffset = UInt32(encoded, 10);
        if (pixelOffset < tableOffset)
        {
            throw new InvalidImageException(path, $"is a BMP file whose pixels claim to start at byte {pixelOffset}, within its header");
        }

        // Some writers give the palette fewer colours than the header says and let the pixels follow at once.
        paletteCount = (int)Math.Min(paletteCount, (pixelOffset - tableOffset) / entryBytes);
        long end = isRunLength ? pixelOffset + 1L : pixelOffset + (rowBytes * Math.Abs(height));
        if (end > bytes.LengthBytes)
        {
            throw new InvalidImageException(path, $"is truncated: its pixels end at byte {end}, but the file has {bytes.LengthBytes} bytes");
        }

        return new BmpHeader(
            (int)width, (int)Math.Abs(height), height < 0, bits, isRunLength, (int)pixelOffset, (int)rowBytes,
            tableOffset, paletteCount, entryBytes, red, green, blue, alpha);

        void Require(bool isLongEnough, int length)
        {
            if (!isLongEnough)
            {
                throw new InvalidImageException(path, $"is truncated: its BMP header does not fit into the {length} bytes of the file");
            }
        }
    }

    private static void RequireMasks(uint red, uint green, uint blue, uint alpha, string path)
    {
        bool overlap = ((red & green) | (red & blue) | (green & blue) | ((red | green | blue) & alpha)) != 0;
        bool isComplete = red != 0 && green != 0 && blue != 0;
        if (overlap || !isComplete || !IsReadable(red) || !IsReadable(green) || !IsReadable(blue) || (alpha != 0 && !IsReadable(alpha)))
        {
            throw new InvalidImageException(path, $"is a BMP file with the channel masks {red:X8}, {green:X8}, {blue:X8}, {alpha:X8}; each must be one run of at most 8 bits of its own");
        }
    }

    private static bool IsReadable(uint mask)
    {
        uint run = mask >> System.Numerics.BitOperations.TrailingZeroCount(mask);
        return run <= 255 && (run & (run + 1)) == 0;
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static int Int32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
