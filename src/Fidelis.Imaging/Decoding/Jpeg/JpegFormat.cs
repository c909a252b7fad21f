using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Jpeg;

/// <summary>JPEG, decoded by libjpeg-turbo within libvips.</summary>
internal sealed class JpegFormat : ImageFormat
{
    /// <inheritdoc/>
    public override string Name => "JPEG";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg"];

    /// <inheritdoc/>
    public override bool Recognizes(ReadOnlySpan<byte> start) => start is [0xFF, JpegMarker.StartOfImage, 0xFF, ..];

    /// <inheritdoc/>
    public override StoredPicture? ReadHeader(PictureBytes bytes)
    {
        StoredPicture? stored = null;
        int orientation = 1;
        bool hasProfile = false;
        long position = 2;
        while (true)
        {
            if (!TryFindMarker(bytes, ref position, out byte marker))
            {
                return null;
            }

            if (JpegMarker.IsAlone(marker))
            {
                if (marker == JpegMarker.EndOfImage)
                {
                    throw new InvalidImageException(bytes.Path, "is a damaged JPEG file: it ends before its pixels");
                }

                continue;
            }

            if (!bytes.TryGet(position, 2, out ReadOnlySpan<byte> lengthBytes))
            {
                return null;
            }

            int length = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(lengthBytes), (ushort)2);
            bytes.RequireWithin(position + length);
            if (marker == JpegMarker.StartOfScan)
            {
                break;
            }

            bool matters = JpegMarker.IsStartOfFrame(marker) || marker is JpegMarker.Application1 or JpegMarker.Application2;
            if (matters)
            {
                if (!bytes.TryGet(position + 2, length - 2, out ReadOnlySpan<byte> data))
                {
                    return null;
                }

                if (marker == JpegMarker.Application1 && data.StartsWith("Exif\0\0"u8))
                {
                    orientation = ExifOrientation.Read(data);
                }
                else if (marker == JpegMarker.Application2)
                {
                    hasProfile |= data.StartsWith("ICC_PROFILE\0"u8);
                }
                else if (JpegMarker.IsStartOfFrame(marker))
                {
                    stored ??= ReadFrame(data, marker, bytes.Path);
                }
            }

            position += length;
        }

        if (stored is null)
        {
            throw new InvalidImageException(bytes.Path, "is a damaged JPEG file: its pixels come before its size");
        }

        return HasEnd(bytes, position) ? stored with { Orientation = orientation, HasProfile = hasProfile } : null;
    }

    /// <inheritdoc/>
    public override StoredSamples Decode(byte[] encoded, StoredPicture stored, string path) => JpegReader.Read(encoded, stored, path);

    // Bytes between segments belong to nothing and are passed over, as are the 0xFF that may fill up before a marker.
    private static bool TryFindMarker(PictureBytes bytes, ref long position, out byte marker)
    {
        marker = 0;
        while (true)
        {
            if (!bytes.TryGet(position, 2, out ReadOnlySpan<byte> next))
            {
                return false;
            }

            if (next[0] == 0xFF && next[1] is not (0 or 0xFF))
            {
                marker = next[1];
                position += 2;
                return true;
            }

            position++;
        }
    }

    private static StoredPicture ReadFrame(ReadOnlySpan<byte> data, byte marker, string path)
    {
        if (data.Length < 6)
        {
            throw new InvalidImageException(path, $"is a damaged JPEG file: its frame header has {data.Length} bytes");
        }

        int bits = data[0];
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        int channels = data[5];
        if (bits != 8)
        {
            throw new InvalidImageException(path, $"is a JPEG file with {bits} bits per channel; Fidelis reads 8, so save it as 16-bit PNG");
        }

        if (width == 0 || height == 0 || channels is not (1 or 3 or 4))
        {
            throw new InvalidImageException(path, $"is a JPEG file that claims {width} x {height} pixels of {channels} channels");
        }

        const byte Lossless = 0xC3;
        string names = channels switch { 1 => "grey", 3 => "RGB", _ => "CMYK" };
        return new StoredPicture(width, height, StoredPicture.NameMode(bits, names, hasAlpha: false), IsLossy: marker != Lossless);
    }

    // The end marker may be followed by anything. It cannot stand within the pixels, where a zero follows every 0xFF.
    private static bool HasEnd(PictureBytes bytes, long scan)
    {
        ReadOnlySpan<byte> end = [0xFF, JpegMarker.EndOfImage];
        if (bytes.IsWhole)
        {
            return bytes.Start[(int)scan..].IndexOf(end) >= 0
                ? true
                : throw new InvalidImageException(bytes.Path, "is truncated: the JPEG file has no end marker");
        }

        return bytes.End.EndsWith(end);
    }
}
