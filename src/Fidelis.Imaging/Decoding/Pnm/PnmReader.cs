using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding.Pnm;

/// <summary>Reads the pixels of PBM, PGM, PPM and PAM files.</summary>
/// <remarks>
/// With a largest value M up to 255, a value becomes <c>round(value * 255 / M)</c>, halves up. With a larger one the values stay as
/// they are, M being white. In bitmaps 1 is black.
/// </remarks>
internal static class PnmReader
{
    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="header">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values.</returns>
    /// <exception cref="InvalidImageException">A value is larger than the header says, is no number, or is missing.</exception>
    public static SampleImage Read(ReadOnlySpan<byte> encoded, PnmHeader header, string path)
    {
        bool isWide = header.Maximum > 255;
        ReadOnlySpan<byte> data = encoded[header.DataOffset..];
        if (header.IsText && data.Length < (long)header.Width * header.Height * header.Channels)
        {
            throw new InvalidImageException(path, $"is truncated: its {data.Length} characters cannot hold {header.Width} x {header.Height} pixels");
        }

        byte[] samples = SampleBuffer.Allocate(header.Width, header.Height, header.Channels * (isWide ? 2 : 1), path);
        if (header.Kind == 4)
        {
            ReadBits(data, header, samples);
        }
        else if (isWide)
        {
            Span<ushort> wide = MemoryMarshal.Cast<byte, ushort>(samples.AsSpan());
            int place = 0;
            for (int i = 0; i < wide.Length; i++)
            {
                int value = header.IsText ? ReadNumber(data, ref place, i, path) : BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]);
                wide[i] = (ushort)Require(value, i, header, path);
            }
        }
        else
        {
            ReadBytes(data, header, samples, path);
        }

        ColorModel model = header.Channels >= 3 ? ColorModel.Rgb : ColorModel.Grey;
        return new SampleImage(header.Width, header.Height, header.Channels, model, isWide ? SampleType.SixteenBit : SampleType.EightBit, samples)
        {
            White = isWide ? header.Maximum : ushort.MaxValue,
        };
    }

    private static void ReadBytes(ReadOnlySpan<byte> data, PnmHeader header, byte[] samples, string path)
    {
        if (!header.IsText && header.Maximum == 255)
        {
            data[..samples.Length].CopyTo(samples);
            return;
        }

        int maximum = header.Maximum;
        int place = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            int value = header.Kind == 1 ? 1 - ReadBit(data, ref place, i, path) : header.IsText ? ReadNumber(data, ref place, i, path) : data[i];
            samples[i] = (byte)(((Require(value, i, header, path) * 510) + maximum) / (2 * maximum));
        }
    }

    private static void ReadBits(ReadOnlySpan<byte> data, PnmHeader header, byte[] samples)
    {
        for (int y = 0; y < header.Height; y++)
        {
            ReadOnlySpan<byte> row = data[(y * (int)header.RowBytes)..];
            for (int x = 0; x < header.Width; x++)
            {
                bool isBlack = (row[x >> 3] >> (7 - (x & 7)) & 1) != 0;
                samples[(y * header.Width) + x] = isBlack ? (byte)0 : (byte)255;
            }
        }
    }

    // The digits of a text bitmap need no space between them.
    private static int ReadBit(ReadOnlySpan<byte> data, ref int place, int number, string path)
    {
        int start = place;
        if (PnmHeader.ReadWord(data, ref start) is { Length: > 0 } word && word[0] is (byte)'0' or (byte)'1')
        {
            place = start - word.Length + 1;
            return word[0] - '0';
        }

        throw NoValue(data, place, number, path);
    }

    private static int ReadNumber(ReadOnlySpan<byte> data, ref int place, int number, string path)
    {
        ReadOnlySpan<byte> word = PnmHeader.ReadWord(data, ref place);
        return word.Length > 0 && PnmHeader.TryParse(word, out int value) ? value : throw NoValue(data, place, number, path);
    }

    private static InvalidImageException NoValue(ReadOnlySpan<byte> data, int place, int number, string path) => new(
        path,
        place >= data.Length ? $"is truncated: it has {number} values, fewer than its header says" : $"is a damaged PNM file: value {number} is no number");

    private static int Require(int value, int number, PnmHeader header, string path) => value <= header.Maximum
        ? value
        : throw new InvalidImageException(path, $"is a damaged PNM file: value {number} is {value}, more than the {header.Maximum} of its header");
}
