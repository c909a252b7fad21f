using Fidelis.Imaging.Decoding;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images;

/// <summary>One picture of an <see cref="ImageSource"/>, not yet read.</summary>
/// <param name="path">The path within the source, with <c>/</c> between its parts.</param>
/// <param name="className">
/// The class that the source assigns, or <see langword="null"/> where it has no classes. Control characters in it are written as
/// <see cref="Printable"/> does, here and so everywhere: the name of a class stands in messages, tables, pages and models.
/// </param>
public abstract class ImageEntry(string path, string? className)
{
    /// <summary>Gets the path within the source, with <c>/</c> between its parts; sources are ordered by it, ordinally.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the class that the source assigns, or <see langword="null"/> where it has no classes.</summary>
    public string? ClassName { get; } = className is null ? null : Printable.OnOneLine(className);

    /// <summary>Gets the place as messages name it, from which the user can find the picture.</summary>
    public virtual string Location => Path;

    /// <summary>Gets the number of encoded bytes where the source knows it, for progress and for the bound of what waits.</summary>
    public virtual long? LengthBytes => null;

    /// <summary>Reads the encoded bytes.</summary>
    /// <returns>The whole file.</returns>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public abstract byte[] Read();

    /// <summary>Says what the encoded bytes tell of the picture before its pixels are decoded. Sources of plain numbers override this.</summary>
    /// <param name="encoded">What <see cref="Read"/> gave.</param>
    /// <param name="rules">The rules, for the largest number of pixels.</param>
    /// <returns>Format, size and mode.</returns>
    /// <exception cref="InvalidImageException">The bytes are no picture, or one that is not read.</exception>
    public virtual PictureHeader ReadHeader(byte[] encoded, DecodingRules rules)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        return ImageDecoder.ReadHeader(encoded, encoded, encoded.Length, Location, rules)
            ?? throw new InvalidOperationException($"The header of the complete file '{Location}' could not be read.");
    }

    /// <summary>Says the same without more reading than it takes: for files their first and last bytes.</summary>
    /// <param name="rules">The rules, for the largest number of pixels.</param>
    /// <returns>Format, size and mode.</returns>
    /// <exception cref="InputException">The file cannot be read, or is no picture, or one that is not read.</exception>
    public virtual PictureHeader ReadHeader(DecodingRules rules) => ReadHeader(Read(), rules);

    /// <summary>Decodes what <see cref="Read"/> gave. An image file says itself what it is; sources of plain numbers override this.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="rules">The rules by which stored values become pixels.</param>
    /// <returns>The pixels, and how they were stored.</returns>
    /// <exception cref="InvalidImageException">The bytes are no picture, or one without meaning under these rules.</exception>
    public virtual DecodedPicture Decode(byte[] encoded, DecodingRules rules) => ImageDecoder.Decode(encoded, Location, rules);
}
