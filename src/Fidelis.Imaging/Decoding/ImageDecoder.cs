using Fidelis.Imaging.Conversion;

namespace Fidelis.Imaging.Decoding;

/// <summary>Turns the bytes of an image file into 8-bit red, green and blue. All members may be used from several threads.</summary>
/// <remarks>
/// <para>
/// PNG, GIF, BMP and PNM are decoded by our own readers; JPEG, TIFF, WebP and AVIF by libvips. The first bytes of the file decide, not
/// its name.
/// </para>
/// <para>
/// What is stored becomes 8-bit RGB by <see cref="SampleConversion"/> and the <see cref="DecodingRules"/>, and is then turned upright as
/// the EXIF orientation says. Of several frames or pages the first is taken. Gamma values and chromaticities of PNG are not applied.
/// Everything that was done is in the <see cref="PictureFacts"/>.
/// </para>
/// <para>
/// Damage is refused: a file that ends early, or whose decoder reports an error, gives no pixels at all. So is what has no stated
/// meaning: other colour spaces, signed and 32-bit integers, formats that are not read.
/// </para>
/// </remarks>
public static class ImageDecoder
{
    /// <summary>The largest number of pixels that is decoded unless the rules say otherwise: 2^28, about 268 megapixels.</summary>
    public const int MaximumPixels = 1 << 28;

    /// <summary>Gets the usual file extensions of the formats that can be decoded: lower case, with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. ImageFormat.All.SelectMany(format => format.Extensions)];

    /// <summary>Finds the format that files with some extension usually have.</summary>
    /// <param name="extension">The extension with the dot, in any case.</param>
    /// <returns>The format's name, as in <see cref="PictureFacts"/>; <see langword="null"/> where it is none of an image.</returns>
    public static string? FormatOfExtension(string extension) =>
        ImageFormat.All.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))?.Name;

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
        rules ??= DecodingRules.Default;
        ImageFormat format = ImageFormat.Find(encoded, path);
        StoredPicture stored = format.ReadHeader(new PictureBytes(encoded, encoded, encoded.Length, path))
            ?? throw new InvalidOperationException($"The header of the complete {format.Name} file '{path}' could not be read.");
        RequireDecodableSize(stored, rules, path);
        StoredSamples samples = format.Decode(encoded, stored, path);
        (StoredSamples standard, PixelTreatments treatments) = ProfileConversion.Apply(samples, rules, path);
        DecodedPicture picture = SampleConversion.ToRgb(standard.Image, rules, format.Name, stored.IsLossy, path);
        treatments |= picture.Facts.Treatments | (stored.FrameCount > 1 ? PixelTreatments.FirstFrame : PixelTreatments.None);
        if (stored.Orientation != 1)
        {
            picture = picture with { Pixels = Upright.Turn(picture.Pixels, stored.Orientation) };
            treatments |= PixelTreatments.Oriented;
        }

        return picture with { Facts = picture.Facts with { Mode = stored.Mode, Treatments = treatments } };
    }

    /// <summary>Names the format that a file starts as.</summary>
    /// <param name="start">The first bytes; 16 suffice.</param>
    /// <returns>The format's name, or <see langword="null"/> where it is none that can be decoded.</returns>
    public static string? FormatOf(ReadOnlySpan<byte> start) => ImageFormat.Recognize(start)?.Name;

    /// <summary>
    /// Reads what can be known of a picture without decoding its pixels, and finds files that were cut off. It costs about a microsecond
    /// beside reading the bytes, and is meant for looking through a whole set before anything expensive.
    /// </summary>
    /// <param name="start">
    /// The first bytes of the file, or all of it: 64 KiB suffice for nearly every file whose header does not lie at its end.
    /// </param>
    /// <param name="end">The last bytes of the file, at least 12 of them; they may overlap the first ones.</param>
    /// <param name="lengthBytes">The length of the file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <param name="rules">The rules, for the largest number of pixels; the default ones where there are none.</param>
    /// <returns>
    /// The header; <see langword="null"/> where these bytes are not enough, so that the caller must give the whole file as
    /// <paramref name="start"/>, which is always enough.
    /// </returns>
    /// <remarks>
    /// A picture that is refused here would be refused by <see cref="Decode"/>. What is not refused here may still be damaged within its
    /// pixels. An orientation that a PNG file stores behind its pixels is seen only in the whole file.
    /// </remarks>
    /// <exception cref="InvalidImageException">The file is no picture, is truncated, or is of a kind that is not read.</exception>
    public static PictureHeader? ReadHeader(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, long lengthBytes, string path, DecodingRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthBytes, start.Length);
        ImageFormat format = ImageFormat.Find(start, path);
        StoredPicture? stored = format.ReadHeader(new PictureBytes(start, end, lengthBytes, path));
        if (stored is null)
        {
            return null;
        }

        RequireDecodableSize(stored, rules ?? DecodingRules.Default, path);
        return stored.ToHeader(format.Name);
    }

    // Before anything is allocated for it.
    private static void RequireDecodableSize(StoredPicture stored, DecodingRules rules, string path)
    {
        if ((long)stored.Width * stored.Height > rules.MaximumPixels)
        {
            throw new InvalidImageException(
                path, $"claims {stored.Width} x {stored.Height} pixels, more than the {rules.MaximumPixels} that are decoded; raise the limit with --max-pixels if it is right");
        }
    }
}
