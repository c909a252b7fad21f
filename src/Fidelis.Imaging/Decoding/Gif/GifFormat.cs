namespace Fidelis.Imaging.Decoding.Gif;

/// <summary>GIF, decoded by our own reader.</summary>
internal sealed class GifFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "GIF";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".gif"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8);

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes) => GifStructure.Read(bytes) is { } file
        ? new StoredPicture(file.Width, file.Height, StoredPicture.NameMode(8, "palette", file.Transparent >= 0), IsLossy: false) { FrameCount = file.FrameCount }
        : null;

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path)
    {
        GifStructure file = GifStructure.Read(new PictureBytes(encoded, encoded, encoded.Length, path))!;
        return new StoredSamples(GifReader.Read(encoded, file, path));
    }
}
