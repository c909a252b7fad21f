using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>The layout of a PNG file: the signature, then chunks of length (4 bytes), type (4), data and checksum (4).</summary>
internal static class PngChunk
{
    /// <summary>The bytes of the signature.</summary>
    public const int SignatureBytes = 8;

    /// <summary>The bytes of a chunk beside its data.</summary>
    public const int FrameBytes = 12;

    /// <summary>The first chunk, which describes the picture.</summary>
    public const uint Header = 0x49484452;

    /// <summary>The colours.</summary>
    public const uint Palette = 0x504C5445;

    /// <summary>A part of the pixels.</summary>
    public const uint Data = 0x49444154;

    /// <summary>The last chunk.</summary>
    public const uint End = 0x49454E44;

    /// <summary>Opacities of the palette, or the one colour that is transparent.</summary>
    public const uint Transparency = 0x74524E53;

    /// <summary>The number of frames of an animation.</summary>
    public const uint AnimationControl = 0x6163544C;

    /// <summary>EXIF data.</summary>
    public const uint Exif = 0x65584966;

    /// <summary>A colour profile.</summary>
    public const uint Profile = 0x69434350;

    /// <summary>The statement that the colours are sRGB, which goes before a profile.</summary>
    public const uint StandardRgb = 0x73524742;

    /// <summary>Gets the last chunk as it stands in every complete file.</summary>
    public static ReadOnlySpan<byte> EndChunk => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <summary>Reads the length and the type of a chunk.</summary>
    /// <param name="chunk">The first 8 bytes of it.</param>
    /// <returns>The length of its data, and its type.</returns>
    public static (uint Length, uint Type) Read(ReadOnlySpan<byte> chunk) =>
        (BinaryPrimitives.ReadUInt32BigEndian(chunk), BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]));
}
