using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Webp;

/// <summary>WebP, decoded by libvips.</summary>
internal sealed class WebpFormat : ImageFormat
{
    private const int RiffBytes = 12;
    private const int ChunkBytes = 8;

    // The frame's own chunks follow after this part of an animation's frame.
    private const int FrameBytes = 16;

    private const byte AnimationFlag = 0x02;
    private const byte ExifFlag = 0x08;
    private const byte AlphaFlag = 0x10;
    private const byte ProfileFlag = 0x20;

    /// <inheritdoc/>
    public override string Name => "WebP";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".webp"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start.Length >= RiffBytes && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8);

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes)
    {
        // A file is RIFF, its length, WEBP, then chunks of type (4 bytes), length (4) and data, filled up to an even length.
        long end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(bytes.Start[4..]);
        bytes.RequireWithin(end);
        if (!bytes.TryGet(RiffBytes, ChunkBytes + 10, out ReadOnlySpan<byte> first))
        {
            return null;
        }

        if (!first.StartsWith("VP8X"u8))
        {
            return ReadPixelChunk(first, bytes.Path);
        }

        byte flags = first[8];
        (int width, int height) = (1 + UInt24(first[12..]), 1 + UInt24(first[15..]));
        StoredPicture? pixels = null;
        (int frames, int orientation) = (0, 1);
        long position = RiffBytes + ChunkBytes + BinaryPrimitives.ReadUInt32LittleEndian(first[4..]);
        while (position + ChunkBytes <= end)
        {
            if (!bytes.TryGet(position, ChunkBytes, out ReadOnlySpan<byte> chunk))
            {
                return null;
            }

            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            bool isFrame = chunk.StartsWith("ANMF"u8);
            long inner = position + (isFrame ? ChunkBytes + FrameBytes : 0);
            if (isFrame)
            {
                frames++;
            }

            if (pixels is null && (isFrame || chunk.StartsWith("VP8"u8)))
            {
                if (!TryFindPixelChunk(bytes, inner, out ReadOnlySpan<byte> pixelChunk))
                {
                    return null;
                }

                pixels = ReadPixelChunk(pixelChunk, bytes.Path);
            }

            if (chunk.StartsWith("EXIF"u8))
            {
                if (!bytes.TryGet(position + ChunkBytes, checked((int)length), out ReadOnlySpan<byte> exif))
                {
                    return null;
                }

                orientation = ExifOrientation.Read(exif);
            }

            bool isAllKnown = pixels is not null && (flags & (AnimationFlag | ExifFlag)) == 0;
            if (isAllKnown)
            {
                break;
            }

            position += ChunkBytes + length + (length & 1);
        }

        if (pixels is null)
        {
            throw new InvalidImageException(bytes.Path, "is a damaged WebP file: it has no pixels");
        }

        return pixels with
        {
            Width = width,
            Height = height,
            Mode = StoredPicture.NameMode(8, "RGB", (flags & AlphaFlag) != 0),
            FrameCount = Math.Max(frames, 1),
            Orientation = orientation,
            HasProfile = (flags & ProfileFlag) != 0,
        };
    }

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path) => LibvipsReader.Read(encoded, Name, "webpload_buffer", stored, path);

    // Within a frame of an animation, a chunk of opacities may come first.
    private static bool TryFindPixelChunk(PictureBytes bytes, long position, out ReadOnlySpan<byte> chunk)
    {
        while (bytes.TryGet(position, ChunkBytes + 10, out chunk))
        {
            if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8))
            {
                return true;
            }

            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            position += ChunkBytes + length + (length & 1);
        }

        return false;
    }

    private static StoredPicture ReadPixelChunk(ReadOnlySpan<byte> chunk, string path)
    {
        ReadOnlySpan<byte> data = chunk[ChunkBytes..];
        if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            // 14 bits of width - 1, 14 bits of height - 1, 1 bit of alpha.
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            bool hasAlpha = (bits >> 28 & 1) != 0;
            return new StoredPicture(1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF), StoredPicture.NameMode(8, "RGB", hasAlpha), IsLossy: false);
        }

        if (chunk.StartsWith("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            int width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
            int height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
            if (width > 0 && height > 0)
            {
                return new StoredPicture(width, height, StoredPicture.NameMode(8, "RGB", hasAlpha: false), IsLossy: true);
            }
        }

        throw new InvalidImageException(path, "is a damaged WebP file: its pixels have no valid header");
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
