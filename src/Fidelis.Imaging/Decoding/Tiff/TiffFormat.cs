namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>TIFF and BigTIFF, decoded by libvips.</summary>
internal sealed class TiffFormat : ImageFormat
{
    private const int MaximumPages = 65_536;

    /// <inheritdoc/>
    public override string Name => "TIFF";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".tif", ".tiff"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) =>
        start is [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..];

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes)
    {
        bool isLittleEndian = bytes.Start[0] == 'I';
        TiffLayout layout = new(isLittleEndian, IsBig: bytes.Start[isLittleEndian ? 2 : 3] == 43);
        if (!bytes.TryGet(layout.IsBig ? 8 : 4, layout.OffsetBytes, out ReadOnlySpan<byte> offset))
        {
            return null;
        }

        StoredPicture? first = null;
        HashSet<long> pages = [];
        for (long next = layout.Offset(offset); next != 0;)
        {
            if (!pages.Add(next) || pages.Count > MaximumPages)
            {
                throw new InvalidImageException(bytes.Path, $"is a damaged TIFF file: its chain of pages is endless or longer than {MaximumPages}");
            }

            if (TiffDirectory.Read(bytes, next, layout) is not { } directory)
            {
                return null;
            }

            if (first is null)
            {
                first = TiffPage.Describe(directory, bytes.Path);
                RequireData(bytes, directory);
            }

            next = directory.Next;
        }

        return first is null
            ? throw new InvalidImageException(bytes.Path, "is a damaged TIFF file: it has no page")
            : first with { FrameCount = pages.Count };
    }

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path) => LibvipsReader.Read(encoded, Name, "tiffload_buffer", stored, path);

    private static void RequireData(PictureBytes bytes, TiffDirectory directory)
    {
        bool isTiled = directory.Has(TiffTag.TileOffsets);
        ReadOnlySpan<long> offsets = directory.Values(isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets);
        ReadOnlySpan<long> counts = directory.Values(isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts);
        for (int i = 0; i < Math.Min(offsets.Length, counts.Length); i++)
        {
            bytes.RequireWithin(unchecked(offsets[i] + counts[i]));
        }
    }
}
