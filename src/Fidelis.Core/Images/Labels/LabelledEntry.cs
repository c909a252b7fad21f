using Fidelis.Imaging.Decoding;

namespace Fidelis.Images.Labels;

/// <summary>A picture with another class.</summary>
internal sealed class LabelledEntry(ImageEntry entry, string? className) : ImageEntry(entry.Path, className)
{
    /// <inheritdoc/>
    public override string Location => entry.Location;

    /// <inheritdoc/>
    public override long? LengthBytes => entry.LengthBytes;

    /// <inheritdoc/>
    public override byte[] Read() => entry.Read();

    /// <inheritdoc/>
    public override PictureHeader ReadHeader(byte[] encoded, DecodingRules rules) => entry.ReadHeader(encoded, rules);

    /// <inheritdoc/>
    public override PictureHeader ReadHeader(DecodingRules rules) => entry.ReadHeader(rules);

    /// <inheritdoc/>
    public override DecodedPicture Decode(byte[] encoded, DecodingRules rules) => entry.Decode(encoded, rules);
}
