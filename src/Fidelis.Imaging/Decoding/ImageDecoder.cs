using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Decoding;

/// <summary>Turns the bytes of an image file into 8-bit red, green and blue. All members may be used from several threads.</summary>
/// <remarks>
/// <para>
/// PNG, JPEG, TIFF, WebP and GIF are decoded by libvips, BMP by our own reader; the first bytes of the file decide, not its name.
/// </para>
/// <para>
/// The rule is that of Pillow's <c>convert('RGB')</c>, restricted to the pictures for which it changes nothing: colour stays as it
/// is stored, grey is copied into the three channels, palettes are looked up, grey of fewer than 8 bits is stretched so that its
/// largest value becomes 255, and an alpha channel that is opaque everywhere is dropped. Colour profiles and gamma values are not
/// applied, as in Pillow.
/// </para>
/// <para>
/// Everything else is refused: more than 8 bits per channel, transparent pixels, CMYK and other colour spaces, more than one page
/// or frame, and an orientation that would have to be applied first. So is damage: a file that ends early, or whose decoder
/// reports an error, gives no pixels at all.
/// </para>
/// </remarks>
public static class ImageDecoder
{
    /// <summary>The largest number of pixels that is decoded: 2^28, about 268 megapixels.</summary>
    public const int MaximumPixels = 1 << 28;

    /// <summary>Gets the usual file extensions of the formats that can be decoded: lower case, with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. ImageFormat.All.SelectMany(format => format.Extensions)];

    /// <summary>Decodes one picture.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <param name="rules">The rules by which stored values become pixels; the default ones where there are none.</param>
    /// <returns>The pixels, and how they were stored.</returns>
    /// <exception cref="InvalidImageException">
    /// The bytes are no picture, are damaged, or are a picture that <see cref="ImageDecoder"/> does not read.
    /// </exception>
    public static DecodedPicture Decode(byte[] encoded, string path, DecodingRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentNullException.ThrowIfNull(path);
        if (encoded.Length == 0)
        {
            throw new InvalidImageException(path, "is empty (0 bytes)");
        }

        ImageFormat format = ImageFormat.Find(encoded)
            ?? throw new InvalidImageException(path, $"does not start as any format that Fidelis reads ({string.Join(", ", ImageFormat.All.Select(known => known.Name))})");
        PixelImage pixels = format.Loader is null ? BmpReader.Read(encoded, path) : LibvipsReader.Read(encoded, format, path);
        return new DecodedPicture(pixels, new PictureFacts(format.Name, "8-bit RGB", format.Name == "JPEG", PixelTreatments.None));
    }

    /// <summary>Names the format that a file starts as.</summary>
    /// <param name="start">The first bytes; 16 suffice.</param>
    /// <returns>The format's name, or <see langword="null"/> where it is none that can be decoded.</returns>
    public static string? FormatOf(byte[] start) => ImageFormat.Find(start)?.Name;

    /// <summary>Refuses a size before anything is allocated for it.</summary>
    /// <param name="width">Columns that the header claims.</param>
    /// <param name="height">Rows that the header claims.</param>
    /// <param name="path">The name of the file.</param>
    internal static void RequireDecodableSize(long width, long height, string path)
    {
        if (width > MaximumPixels || height > MaximumPixels || width * height > MaximumPixels)
        {
            throw new InvalidImageException(path, $"claims {width} x {height} pixels, more than the {MaximumPixels} that Fidelis decodes");
        }
    }
}
