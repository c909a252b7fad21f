using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>Makes samples of the stored values of a row: palettes are looked up, fewer than 8 bits stretched, 16 bits turned into this machine's byte order.</summary>
internal sealed class PngExpander
{
    private readonly PngHeader header;
    private readonly byte[] palette;
    private readonly int paletteCount;

    // The one colour that is transparent, of as many values as the picture has channels; none where no colour is.
    private readonly ushort[] transparent;

    private PngExpander(PngHeader header, byte[] palette, int paletteCount, ushort[] transparent, int channels)
    {
        this.header = header;
        this.palette = palette;
        this.paletteCount = paletteCount;
        this.transparent = transparent;
        Channels = channels;
    }

    /// <summary>Gets the values of a pixel in the result, alpha included.</summary>
    public int Channels { get; }

    /// <summary>Gets what they mean.</summary>
    public ColorModel Model => Channels <= 2 ? ColorModel.Grey : ColorModel.Rgb;

    /// <summary>Gets the bytes of a pixel in the result.</summary>
    public int PixelBytes => header.Bits == 16 ? Channels * 2 : Channels;

    /// <summary>Prepares for a file.</summary>
    /// <param name="chunks">The file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The expander.</returns>
    /// <exception cref="InvalidImageException">The transparency does not fit the colours.</exception>
    public static PngExpander Create(PngChunks chunks, string path)
    {
        PngHeader header = chunks.Header;
        ReadOnlySpan<byte> transparency = chunks.Transparency.Span;
        if (header.Colors == PngColors.Palette)
        {
            int count = chunks.Palette.Length / 3;
            int channels = transparency.IsEmpty ? 3 : 4;
            byte[] palette = new byte[256 * channels];
            for (int i = 0; i < count; i++)
            {
                chunks.Palette.Span.Slice(3 * i, 3).CopyTo(palette.AsSpan(i * channels));
                if (channels == 4)
                {
                    palette[(4 * i) + 3] = i < transparency.Length ? transparency[i] : (byte)255;
                }
            }

            return new PngExpander(header, palette, count, [], channels);
        }

        bool hasTransparent = !transparency.IsEmpty && header.Colors is (PngColors.Grey or PngColors.Rgb);
        ushort[] transparent = new ushort[hasTransparent ? header.Channels : 0];
        if (transparency.Length < 2 * transparent.Length)
        {
            throw new InvalidImageException(path, $"is a damaged PNG file: its transparent colour has {transparency.Length} bytes");
        }

        for (int i = 0; i < transparent.Length; i++)
        {
            transparent[i] = BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * i)..]);
        }

        return new PngExpander(header, [], 0, transparent, header.Channels + (hasTransparent ? 1 : 0));
    }

    /// <summary>Expands a row.</summary>
    /// <param name="row">The stored values.</param>
    /// <param name="samples">Receives the samples.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <exception cref="InvalidImageException">A pixel has a colour that is not in the palette.</exception>
    public void Expand(ReadOnlySpan<byte> row, Span<byte> samples, string path)
    {
        if (header.Colors == PngColors.Palette)
        {
            LookUp(row, samples, path);
        }
        else if (header.Bits == 16)
        {
            Expand16(row, MemoryMarshal.Cast<byte, ushort>(samples));
        }
        else if (header.Bits == 8 && transparent.Length == 0)
        {
            row.CopyTo(samples);
        }
        else
        {
            Expand8(row, samples);
        }
    }

    private void LookUp(ReadOnlySpan<byte> row, Span<byte> samples, string path)
    {
        int channels = Channels;
        for (int x = 0, to = 0; to < samples.Length; x++, to += channels)
        {
            int index = header.Bits == 8 ? row[x] : Value(row, x);
            if (index >= paletteCount)
            {
                throw new InvalidImageException(path, $"is damaged: a pixel has colour {index} of a palette of {paletteCount}");
            }

            ReadOnlySpan<byte> color = palette.AsSpan(index * channels, channels);
            samples[to] = color[0];
            samples[to + 1] = color[1];
            samples[to + 2] = color[2];
            if (channels == 4)
            {
                samples[to + 3] = color[3];
            }
        }
    }

    private void Expand8(ReadOnlySpan<byte> row, Span<byte> samples)
    {
        // 255 is a multiple of 1, 3 and 15, so that stretching is exact.
        int scale = 255 / ((1 << header.Bits) - 1);
        int stored = header.Channels;
        for (int from = 0, to = 0; to < samples.Length; to += Channels, from += stored)
        {
            bool isTransparent = transparent.Length > 0;
            for (int channel = 0; channel < stored; channel++)
            {
                int value = header.Bits == 8 ? row[from + channel] : Value(row, from + channel);
                isTransparent = isTransparent && value == transparent[channel];
                samples[to + channel] = (byte)(value * scale);
            }

            if (transparent.Length > 0)
            {
                samples[to + stored] = isTransparent ? (byte)0 : (byte)255;
            }
        }
    }

    private void Expand16(ReadOnlySpan<byte> row, Span<ushort> samples)
    {
        ReadOnlySpan<ushort> values = MemoryMarshal.Cast<byte, ushort>(row);
        if (transparent.Length == 0)
        {
            FromBigEndian(values, samples);
            return;
        }

        int stored = header.Channels;
        for (int from = 0, to = 0; to < samples.Length; to += Channels, from += stored)
        {
            FromBigEndian(values.Slice(from, stored), samples[to..]);
            samples[to + stored] = samples.Slice(to, stored).SequenceEqual(transparent) ? (ushort)0 : ushort.MaxValue;
        }
    }

    private static void FromBigEndian(ReadOnlySpan<ushort> values, Span<ushort> destination)
    {
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(values, destination[..values.Length]);
        }
        else
        {
            values.CopyTo(destination);
        }
    }

    // The leftmost pixel is in the highest bits of its byte.
    private int Value(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * header.Bits;
        return (row[bit >> 3] >> (8 - header.Bits - (bit & 7))) & ((1 << header.Bits) - 1);
    }
}
