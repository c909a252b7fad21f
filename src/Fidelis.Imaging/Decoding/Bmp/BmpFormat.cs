namespace Fidelis.Imaging.Decoding.Bmp;

/// <summary>BMP, decoded by our own reader.</summary>
internal sealed class BmpFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "BMP";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".bmp"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("BM"u8);

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes) => BmpHeader.Read(bytes) is { } header
        ? new StoredPicture(header.Width, header.Height, header.Mode, IsLossy: false)
        : null;

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path)
    {
        BmpHeader header = BmpHeader.Read(new PictureBytes(encoded, encoded, encoded.Length, path))!;
        return new StoredSamples(BmpReader.Read(encoded, header, path));
    }
}
