namespace Fidelis.Imaging.Decoding.Pnm;

/// <summary>PBM, PGM, PPM and PAM, decoded by our own reader.</summary>
internal sealed class PnmFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "PNM";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".pnm", ".pbm", ".pgm", ".ppm", ".pam"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start is [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)' ' or (byte)'#' or (>= 9 and <= 13), ..];

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes) => PnmHeader.Read(bytes) is { } header
        ? new StoredPicture(header.Width, header.Height, header.Mode, IsLossy: false)
        : null;

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path)
    {
        PnmHeader header = PnmHeader.Read(new PictureBytes(encoded, encoded, encoded.Length, path))!;
        return new StoredSamples(PnmReader.Read(encoded, header, path));
    }
}
