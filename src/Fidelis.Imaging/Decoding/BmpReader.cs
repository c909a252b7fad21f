using System.Buffers.Binary;
using System.Numerics;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>
/// Reads uncompressed BMP files: palettes of 1, 4 and 8 bits, 16 bits, 24 bits and 32 bits, with or without channel masks,
/// upright or top-down.
/// </summary>
/// <remarks>
/// A channel of m &lt; 8 bits becomes <c>floor(value * 255 / (2^m - 1))</c>, as in Pillow. The fourth byte of a 32-bit pixel is
/// unused unless a mask makes it alpha, which must then be opaque everywhere.
/// </remarks>
internal static class BmpReader
{
    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The pixels.</returns>
    /// <exception cref="InvalidImageException">The bytes are damaged, or are a picture that is not read.</exception>
    public static PixelImage Read(ReadOnlySpan<byte> encoded, string path)
    {
        BmpHeader header = BmpHeader.Read(encoded, path);
        byte[] rgb = GC.AllocateUninitializedArray<byte>(checked(header.Width * header.Height * 3));
        for (int y = 0; y < header.Height; y++)
        {
            int row = header.IsTopDown ? y : header.Height - 1 - y;
            ReadOnlySpan<byte> source = encoded.Slice(header.PixelOffset + (row * header.RowBytes), header.RowBytes);
            Span<byte> destination = rgb.AsSpan(y * header.Width * 3, header.Width * 3);
            switch (header.BitsPerPixel)
            {
                case <= 8:
                    ReadIndexed(source, encoded[header.PaletteOffset..], header, destination, path);
                    break;
                case 24:
                    ReadBlueGreenRed(source, destination);
                    break;
                default:
                    ReadMasked(source, header, destination, path);
                    break;
            }
        }

        return new PixelImage(header.Width, header.Height, rgb);
    }

    private static void ReadIndexed(ReadOnlySpan<byte> source, ReadOnlySpan<byte> palette, BmpHeader header, Span<byte> destination, string path)
    {
        int bits = header.BitsPerPixel;
        int mask = (1 << bits) - 1;
        for (int x = 0; x < header.Width; x++)
        {
            // The leftmost pixel is in the highest bits of its byte.
            int bit = x * bits;
            int index = (source[bit >> 3] >> (8 - bits - (bit & 7))) & mask;
            if (index >= header.PaletteCount)
            {
                throw new InvalidImageException(path, $"is damaged: a pixel has colour {index} of a palette of {header.PaletteCount}");
            }

            ReadOnlySpan<byte> entry = palette.Slice(index * header.PaletteEntryBytes, 3);
            Store(destination, x, entry[2], entry[1], entry[0]);
        }
    }

    private static void ReadBlueGreenRed(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int from = 0; from < destination.Length; from += 3)
        {
            destination[from] = source[from + 2];
            destination[from + 1] = source[from + 1];
            destination[from + 2] = source[from];
        }
    }

    private static void ReadMasked(ReadOnlySpan<byte> source, BmpHeader header, Span<byte> destination, string path)
    {
        for (int x = 0; x < header.Width; x++)
        {
            uint pixel = header.BitsPerPixel == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(source[(x * 2)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(source[(x * 4)..]);
            if ((pixel & header.Alpha) != header.Alpha)
            {
                throw new InvalidImageException(path, "has transparent pixels; Fidelis reads opaque images, so draw it on a background first");
            }

            Store(destination, x, Channel(pixel, header.Red), Channel(pixel, header.Green), Channel(pixel, header.Blue));
        }
    }

    private static byte Channel(uint pixel, uint mask)
    {
        int shift = BitOperations.TrailingZeroCount(mask);
        return (byte)((((pixel & mask) >> shift) * 255) / (mask >> shift));
    }

    private static void Store(Span<byte> destination, int x, byte red, byte green, byte blue)
    {
        destination[x * 3] = red;
        destination[(x * 3) + 1] = green;
        destination[(x * 3) + 2] = blue;
    }
}
