namespace Fidelis.Imaging.Decoding;

/// <summary>What the header of a file says of its picture.</summary>
/// <param name="Width">Columns as stored, before the orientation is applied.</param>
/// <param name="Height">Rows as stored.</param>
/// <param name="Mode">The stored channels and depth, as in <see cref="PictureFacts"/>.</param>
/// <param name="IsLossy">Whether storing it lost something.</param>
internal sealed record StoredPicture(int Width, int Height, string Mode, bool IsLossy)
{
    /// <summary>Gets the frames or pages in the file.</summary>
    public int FrameCount { get; init; } = 1;

    /// <summary>Gets the EXIF orientation, 1 (upright) to 8.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Gets whether a colour profile is in the file.</summary>
    public bool HasProfile { get; init; }

    /// <summary>Gets whether the last channel means nothing and is dropped.</summary>
    public bool HasUnusedChannel { get; init; }

    /// <summary>Names channels and depth in the one way that all formats share.</summary>
    /// <param name="bits">The bits of a value.</param>
    /// <param name="channels">The channels without alpha: <c>grey</c>, <c>RGB</c>, <c>palette</c>, <c>CMYK</c>.</param>
    /// <param name="hasAlpha">Whether there is alpha.</param>
    /// <returns>The mode, such as <c>16-bit grey with alpha</c>.</returns>
    public static string NameMode(int bits, string channels, bool hasAlpha) => (bits, channels, hasAlpha) switch
    {
        (8, "RGB", false) => "8-bit RGB",
        (8, "grey", false) => "8-bit grey",
        _ => $"{bits}-bit {channels}{(hasAlpha ? " with alpha" : "")}",
    };

    /// <summary>Gets the part of it that the callers of <see cref="ImageDecoder"/> see.</summary>
    /// <param name="format">The name of the format.</param>
    /// <returns>The header of the upright picture.</returns>
    public PictureHeader ToHeader(string format)
    {
        (int width, int height) = Orientation >= 5 ? (Height, Width) : (Width, Height);
        return new PictureHeader(format, width, height, Mode, IsLossy, FrameCount);
    }
}
