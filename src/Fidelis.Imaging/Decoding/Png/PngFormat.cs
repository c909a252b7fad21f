using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>PNG, decoded by our own reader.</summary>
internal sealed class PngFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "PNG";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".png"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes)
    {
        const int FirstData = PngChunk.SignatureBytes + 8;
        if (!bytes.TryGet(PngChunk.SignatureBytes, 8 + PngHeader.DataBytes, out ReadOnlySpan<byte> first))
        {
            return null;
        }

        if (PngChunk.Read(first) != (PngHeader.DataBytes, PngChunk.Header))
        {
            throw new InvalidImageException(bytes.Path, "is a damaged PNG file: it does not start with its header");
        }

        PngHeader header = PngHeader.Read(first[8..], bytes.Path);
        Trailer trailer = new();
        long position = FirstData + PngHeader.DataBytes + 4;
        while (!trailer.HasEnd)
        {
            if (!bytes.TryGet(position, PngChunk.FrameBytes, out ReadOnlySpan<byte> chunk))
            {
                // The pixels reach beyond what is known. What follows them is told by the last bytes, which every complete file shares.
                if (!trailer.HasData || !bytes.End.EndsWith(PngChunk.EndChunk))
                {
                    return null;
                }

                break;
            }

            (uint length, uint type) = PngChunk.Read(chunk);
            bytes.RequireWithin(position + PngChunk.FrameBytes + length);
            if (!trailer.Take(type, bytes.Start[(int)(position + 8)..], length))
            {
                return null;
            }

            position += PngChunk.FrameBytes + length;
        }

        bool hasAlpha = trailer.HasTransparency || header.Colors is PngColors.GreyAlpha or PngColors.RgbAlpha;
        string channels = header.Colors switch { PngColors.Palette => "palette", PngColors.Grey or PngColors.GreyAlpha => "grey", _ => "RGB" };
        return new StoredPicture(header.Width, header.Height, StoredPicture.NameMode(header.Bits, channels, hasAlpha), IsLossy: false)
        {
            FrameCount = trailer.FrameCount,
            Orientation = trailer.Orientation,
            HasProfile = trailer.HasProfile,
        };
    }

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path) => PngReader.Read(encoded, path);

    /// <summary>What the chunks after the header say.</summary>
    private ref struct Trailer()
    {
        public bool HasData;
        public bool HasEnd;
        public bool HasTransparency;
        public bool HasProfile;
        public int FrameCount = 1;
        public int Orientation = 1;

        // Returns whether enough of the chunk is known.
        public bool Take(uint type, ReadOnlySpan<byte> known, uint length)
        {
            switch (type)
            {
                case PngChunk.Data:
                    HasData = true;
                    break;
                case PngChunk.End:
                    HasEnd = true;
                    break;
                case PngChunk.Transparency:
                    HasTransparency = true;
                    break;
                case PngChunk.Profile:
                    HasProfile = true;
                    break;
                case PngChunk.AnimationControl when length >= 4 && known.Length >= 4:
                    FrameCount = (int)Math.Clamp(BinaryPrimitives.ReadUInt32BigEndian(known), 1, int.MaxValue);
                    break;
                case PngChunk.Exif:
                    if (known.Length < length)
                    {
                        return false;
                    }

                    Orientation = ExifOrientation.Read(known[..(int)length]);
                    break;
                default:
                    break;
            }

            return true;
        }
    }
}
