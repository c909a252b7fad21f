using Fidelis.Imaging.Decoding;

namespace Fidelis.Images.Arrays;

/// <summary>One picture of a <see cref="PictureArray"/>.</summary>
/// <param name="array">The array.</param>
/// <param name="index">The place of the picture in it.</param>
/// <param name="source">The source as the user named it.</param>
/// <param name="path">The path within the source: the index, padded so that the ordinal order is that of the numbers.</param>
/// <param name="className">Its class, if the source has classes.</param>
internal sealed class ArrayEntry(PictureArray array, long index, string source, string path, string? className) : ImageEntry(path, className)
{
    /// <inheritdoc/>
    public override string Location => $"{source}[{Path}]";

    /// <inheritdoc/>
    public override long? LengthBytes => array.EncodedBytes;

    /// <inheritdoc/>
    public override byte[] Read() => array.Read(index);

    /// <inheritdoc/>
    public override PictureHeader ReadHeader(byte[] encoded, DecodingRules rules) => ReadHeader(rules);

    /// <inheritdoc/>
    public override PictureHeader ReadHeader(DecodingRules rules)
    {
        array.RequireDecodableSize(rules, Location);
        return array.Header;
    }

    /// <inheritdoc/>
    public override DecodedPicture Decode(byte[] encoded, DecodingRules rules) => array.Decode(encoded, rules, Location);
}
