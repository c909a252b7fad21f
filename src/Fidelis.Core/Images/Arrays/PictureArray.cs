using System.Runtime.InteropServices;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;

namespace Fidelis.Images.Arrays;

/// <summary>
/// Pictures that lie as plain numbers in a file at equal distances, read one at a time by any number of threads.
/// </summary>
/// <remarks>
/// A picture leaves the file as a small <c>.npy</c> array of its own, <c>[h, w, c]</c> of uint8, uint16 or float32 in the byte order of
/// this machine: its type, its shape and its values, and nothing of how the file happened to arrange them. Equal pictures have equal
/// bytes, whichever kind of file they came from, and equal bytes have equal hashes.
/// </remarks>
internal sealed class PictureArray
{
    /// <summary>The format of numbers without one.</summary>
    private const string Format = "array";

    private readonly FileWindow data;
    private readonly ArrayLayout layout;
    private readonly NpyDataType type;
    private readonly long strideBytes;
    private readonly long offsetBytes;
    private readonly byte[] header;

    /// <summary>Initializes an array.</summary>
    /// <param name="data">The bytes, which hold every picture whole.</param>
    /// <param name="layout">How they lie.</param>
    /// <param name="type">Their type: <c>u1 u2 f2 f4 f8</c>.</param>
    /// <param name="offsetBytes">Where the first picture begins.</param>
    /// <param name="gapBytes">What lies between a picture and the next.</param>
    public PictureArray(FileWindow data, ArrayLayout layout, NpyDataType type, long offsetBytes = 0, long gapBytes = 0)
    {
        this.data = data;
        this.layout = layout;
        this.type = type;
        this.offsetBytes = offsetBytes;
        strideBytes = ((long)layout.SampleCount * type.Size) + gapBytes;
        Type = (type.Kind, type.Size) switch
        {
            ('u', 1) => SampleType.EightBit,
            ('u', 2) => SampleType.SixteenBit,
            _ => SampleType.FloatingPoint,
        };
        NpyDataType stored = Type switch
        {
            SampleType.EightBit => type,
            SampleType.SixteenBit => new NpyDataType('u', 2, !BitConverter.IsLittleEndian),
            _ => new NpyDataType('f', 4, !BitConverter.IsLittleEndian),
        };
        using MemoryStream stream = new();
        new NpyHeader(stored, IsFortranOrder: false, [layout.Height, layout.Width, layout.Channels]).Write(stream);
        header = stream.ToArray();
        Header = new PictureHeader(Format, layout.Width, layout.Height, SampleOf([]).Mode, IsLossy: false, FrameCount: 1);
        EncodedBytes = header.Length + ((long)layout.SampleCount * stored.Size);
    }

    /// <summary>Gets the number of pictures.</summary>
    public long Count => layout.Count;

    /// <summary>Gets the type of the values that <see cref="Read"/> gives.</summary>
    public SampleType Type { get; }

    /// <summary>Gets what is known of every picture without reading it.</summary>
    public PictureHeader Header { get; }

    /// <summary>Gets the bytes that <see cref="Read"/> gives for each picture.</summary>
    public long EncodedBytes { get; }

    /// <summary>Reads one picture.</summary>
    /// <param name="index">Its place.</param>
    /// <returns>The picture as a <c>.npy</c> array.</returns>
    public byte[] Read(long index)
    {
        byte[] stored = new byte[layout.SampleCount * type.Size];
        data.Read(offsetBytes + (index * strideBytes), stored);
        byte[] interleaved = layout.IsPlanar && layout.Channels > 1 ? Interleave(stored) : stored;
        byte[] encoded = new byte[EncodedBytes];
        header.CopyTo(encoded, 0);
        Span<byte> values = encoded.AsSpan(header.Length);
        switch (Type)
        {
            case SampleType.EightBit:
                interleaved.CopyTo(values);
                break;
            case SampleType.SixteenBit:
                NpyElements.Convert(interleaved, type, MemoryMarshal.Cast<byte, ushort>(values));
                break;
            default:
                NpyElements.Convert(interleaved, type, MemoryMarshal.Cast<byte, float>(values));
                break;
        }

        return encoded;
    }

    /// <summary>Turns what <see cref="Read"/> gave into pixels.</summary>
    /// <param name="encoded">The picture.</param>
    /// <param name="rules">The rules of pixels.</param>
    /// <param name="location">The picture, for messages.</param>
    /// <returns>The pixels.</returns>
    public DecodedPicture Decode(byte[] encoded, DecodingRules rules, string location)
    {
        RequireDecodableSize(rules, location);
        return SampleConversion.ToRgb(SampleOf(encoded[header.Length..]), rules, Format, isLossy: false, location);
    }

    /// <summary>Refuses pictures of more pixels than the rules allow.</summary>
    /// <param name="rules">The rules of pixels.</param>
    /// <param name="location">The picture, for messages.</param>
    public void RequireDecodableSize(DecodingRules rules, string location)
    {
        if ((long)layout.Height * layout.Width > rules.MaximumPixels)
        {
            throw new InvalidImageException(
                location, $"has {layout.Width} x {layout.Height} pixels, more than the {rules.MaximumPixels} that are decoded; raise the limit with --max-pixels if it is right");
        }
    }

    private SampleImage SampleOf(byte[] samples) => new(layout.Width, layout.Height, layout.Channels, layout.Model, Type, samples);

    /// <summary>Turns planes of channels into pixels: CHW into HWC.</summary>
    private byte[] Interleave(byte[] planes)
    {
        int size = type.Size;
        int plane = layout.Height * layout.Width;
        byte[] pixels = new byte[planes.Length];
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            for (int i = 0; i < plane; i++)
            {
                planes.AsSpan(((channel * plane) + i) * size, size).CopyTo(pixels.AsSpan(((i * layout.Channels) + channel) * size));
            }
        }

        return pixels;
    }
}
