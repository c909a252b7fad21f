using Fidelis.Imaging.Decoding.Bmp;
using Fidelis.Imaging.Decoding.Gif;
using Fidelis.Imaging.Decoding.Heif;
using Fidelis.Imaging.Decoding.Jpeg;
using Fidelis.Imaging.Decoding.Png;
using Fidelis.Imaging.Decoding.Pnm;
using Fidelis.Imaging.Decoding.Tiff;
using Fidelis.Imaging.Decoding.Webp;

namespace Fidelis.Imaging.Decoding;

/// <summary>A format that is recognised by the first bytes of a file, never by its name.</summary>
internal abstract class ImageFormat
{
    /// <summary>Gets every format, in the order in which they are named to the user.</summary>
    public static IReadOnlyList<ImageFormat> All { get; } =
    [
        new PngFormat(), new JpegFormat(), new TiffFormat(), new WebpFormat(), new GifFormat(), new BmpFormat(), new PnmFormat(), new AvifFormat(),
    ];

    /// <summary>Gets the name that users know.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the usual file extensions, lower case, with the dot.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Finds the format of a file.</summary>
    /// <param name="start">The first bytes of the file, at least 512 of them if it has so many.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The format.</returns>
    /// <exception cref="InvalidImageException">It is none of ours.</exception>
    public static ImageFormat Find(ReadOnlySpan<byte> start, string path)
    {
        if (start.IsEmpty)
        {
            throw new InvalidImageException(path, "is empty (0 bytes)");
        }

        return Recognize(start) ?? throw new InvalidImageException(path, ForeignFormat.Describe(start)
            ?? $"does not start as any format that Fidelis reads ({string.Join(", ", All.Select(known => known.Name))})");
    }

    /// <summary>Finds the format of a file.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <returns>The format, or <see langword="null"/> where it is none of ours.</returns>
    public static ImageFormat? Recognize(ReadOnlySpan<byte> start)
    {
        foreach (ImageFormat format in All)
        {
            if (format.Recognizes(start))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Tells whether a file starts as the format does.</summary>
    /// <param name="start">The first bytes of the file.</param>
    /// <returns>Whether it does.</returns>
    public abstract bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Reads what can be known without decoding pixels, and whether the file is complete as far as its structure tells.</summary>
    /// <param name="bytes">The file, or its start and its end.</param>
    /// <returns>The header, or <see langword="null"/> where the whole file is needed to tell.</returns>
    /// <exception cref="InvalidImageException">The file is damaged, truncated or of a kind that is not read.</exception>
    public abstract StoredPicture? ReadHeader(PictureBytes bytes);

    /// <summary>Decodes the first picture of the file.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="stored">Its header.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The stored values; palettes are looked up, and fewer than 8 bits are stretched to 8.</returns>
    /// <exception cref="InvalidImageException">The file is damaged or of a kind that is not read.</exception>
    public abstract StoredSamples Decode(byte[] encoded, StoredPicture stored, string path);
}
