using System.Buffers.Binary;
using System.Numerics;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Bmp;

/// <summary>
/// Reads BMP files: palettes of 1, 4 and 8 bits, with or without run-length compression, 16 bits, 24 bits and 32 bits, with or without
/// channel masks, upright or top-down.
/// </summary>
/// <remarks>
/// A channel of m &lt; 8 bits becomes <c>floor(value * 255 / (2^m - 1))</c>, as in Pillow. The fourth byte of a 32-bit pixel is
/// unused unless a mask makes it alpha.
/// </remarks>
internal static class BmpReader
{
    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The picture: RGB, with alpha where the header has a mask for it.</returns>
    /// <exception cref="InvalidImageException">The pixels are damaged.</exception>
    public static SampleImage Read(ReadOnlySpan<byte> encoded, BmpHeader header, string path)
    {
        int channels = header.Alpha == 0 ? 3 : 4;
        byte[] samples = SampleBuffer.Allocate(header.Width, header.Height, channels, path);
        byte[] expanded = header.IsRunLength ? BmpRunLength.Expand(encoded[header.PixelOffset..], header, path) : [];
        ReadOnlySpan<byte> pixels = header.IsRunLength ? expanded : encoded[header.PixelOffset..];
        for (int y = 0; y < header.Height; y++)
        {
            int row = header.IsTopDown ? y : header.Height - 1 - y;
            ReadOnlySpan<byte> source = pixels.Slice(row * header.RowBytes, header.RowBytes);
            Span<byte> destination = samples.AsSpan(y * header.Width * channels, header.Width * channels);
            switch (header.BitsPerPixel)
            {
                case <= 8:
                    ReadIndexed(source, encoded[header.PaletteOffset..], header, destination, path);
                    break;
                case 24:
                    ReadBlueGreenRed(source, destination);
                    break;
                default:
                    ReadMasked(source, header, destination, channels);
                    break;
            }
        }

        return new SampleImage(header.Width, header.Height, channels, ColorModel.Rgb, SampleType.EightBit, samples);
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
            destination[x * 3] = entry[2];
            destination[(x * 3) + 1] = entry[1];
            destination[(x * 3) + 2] = entry[0];
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

    private static void ReadMasked(ReadOnlySpan<byte> source, BmpHeader header, Span<byte> destination, int channels)
    {
        for (int x = 0; x < header.Width; x++)
        {
            uint pixel = header.BitsPerPixel == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(source[(x * 2)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(source[(x * 4)..]);
            Span<byte> target = destination.Slice(x * channels, channels);
            target[0] = Channel(pixel, header.Red);
            target[1] = Channel(pixel, header.Green);
            target[2] = Channel(pixel, header.Blue);
            if (channels == 4)
            {
                target[3] = Channel(pixel, header.Alpha);
            }
        }
    }

    private static byte Channel(uint pixel, uint mask)
    {
        int shift = BitOperations.TrailingZeroCount(mask);
        return (byte)((((pixel & mask) >> shift) * 255) / (mask >> shift));
    }
}
