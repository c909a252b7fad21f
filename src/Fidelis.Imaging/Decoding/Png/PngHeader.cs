using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>The first chunk of a PNG file.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bits">1, 2, 4, 8 or 16 bits of a value.</param>
/// <param name="Colors">What a pixel consists of.</param>
/// <param name="IsInterlaced">Whether the rows come in Adam7's seven passes.</param>
internal readonly record struct PngHeader(int Width, int Height, int Bits, PngColors Colors, bool IsInterlaced)
{
    /// <summary>The bytes of its data.</summary>
    public const int DataBytes = 13;

    /// <summary>Gets the stored values of a pixel.</summary>
    public int Channels => Colors switch { PngColors.Rgb => 3, PngColors.GreyAlpha => 2, PngColors.RgbAlpha => 4, _ => 1 };

    /// <summary>Reads and checks it.</summary>
    /// <param name="data">Its 13 bytes.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InvalidImageException">The format knows no such picture.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> data, string path)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        PngHeader header = new((int)width, (int)height, data[8], (PngColors)data[9], data[12] == 1);
        bool isDepthValid = header.Colors switch
        {
            PngColors.Grey => header.Bits is 1 or 2 or 4 or 8 or 16,
            PngColors.Palette => header.Bits is 1 or 2 or 4 or 8,
            PngColors.Rgb or PngColors.GreyAlpha or PngColors.RgbAlpha => header.Bits is 8 or 16,
            _ => false,
        };
        bool isValid = isDepthValid && width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue && data[10] == 0 && data[11] == 0 && data[12] <= 1;
        return isValid
            ? header
            : throw new InvalidImageException(path, $"is a damaged PNG file: its header claims {width} x {height} pixels of colour type {data[9]} with {data[8]} bits, compression {data[10]}, filter {data[11]} and interlace {data[12]}");
    }
}
