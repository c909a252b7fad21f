namespace Fidelis.Imaging.Decoding.Heif;

/// <summary>AVIF, decoded by libvips. HEIC, its sibling with another codec, is recognised here and refused.</summary>
internal sealed class AvifFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "AVIF";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".avif"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) =>
        start.Length >= 12 && start[4..].StartsWith("ftyp"u8) && Brand(start) is "avif" or "avis" or "mif1" or "heic" or "heix" or "hevc" or "msf1";

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes)
    {
        string brand = Brand(bytes.Start);
        if (brand is "heic" or "heix" or "hevc")
        {
            throw new InvalidImageException(bytes.Path, "is a HEIC file, whose HEVC codec Fidelis does not have; save it as PNG, or as AVIF");
        }

        return brand is "avis" or "msf1"
            ? throw new InvalidImageException(bytes.Path, "is a sequence of HEIF pictures, which Fidelis does not read; save the frame that you want to score as PNG")
            : HeifBoxes.Read(bytes);
    }

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path) => LibvipsReader.Read(encoded, Name, "heifload_buffer", stored, path);

    private static string Brand(ReadOnlySpan<byte> start) => System.Text.Encoding.Latin1.GetString(start[8..12]);
}
