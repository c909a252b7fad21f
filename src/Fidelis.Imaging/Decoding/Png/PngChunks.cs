using System.Buffers.Binary;
using System.IO.Hashing;

namespace Fidelis.Imaging.Decoding.Png;

/// <summary>The chunks of a complete PNG file that matter to its pixels, their checksums verified.</summary>
internal sealed class PngChunks
{
    private readonly List<(int Offset, int Length)> data = [];

    /// <summary>Gets the header.</summary>
    public PngHeader Header { get; private set; }

    /// <summary>Gets where the compressed pixels are.</summary>
    public IReadOnlyList<(int Offset, int Length)> Data => data;

    /// <summary>Gets the bytes of all compressed pixels.</summary>
    public long DataLength { get; private set; }

    /// <summary>Gets the palette, three bytes a colour.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>Gets the opacities of the palette, or the one transparent colour.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>Gets whether the file says that its colours are sRGB.</summary>
    public bool IsStandardRgb { get; private set; }

    /// <summary>Gets where the chunk of the colour profile has its data.</summary>
    public int ProfileOffset { get; private set; }

    /// <summary>Gets the bytes of the chunk of the colour profile; 0 where there is none.</summary>
    public int ProfileLength { get; private set; }

    /// <summary>Walks through a file.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>The chunks.</returns>
    /// <exception cref="InvalidImageException">A checksum does not hold, or a chunk is missing.</exception>
    public static PngChunks Read(byte[] encoded, string path)
    {
        PngChunks chunks = new();
        long position = PngChunk.SignatureBytes;
        uint type;
        do
        {
            if (position + PngChunk.FrameBytes > encoded.Length)
            {
                throw new InvalidImageException(path, "is truncated: the PNG file has no end chunk");
            }

            (uint length, type) = PngChunk.Read(encoded.AsSpan((int)position));
            long end = position + PngChunk.FrameBytes + length;
            if (end > encoded.Length)
            {
                throw new InvalidImageException(path, $"is truncated: it has {encoded.Length} bytes, but its contents go on to byte {end}");
            }

            int offset = (int)position + 8;
            uint checksum = BinaryPrimitives.ReadUInt32BigEndian(encoded.AsSpan((int)end - 4));
            if (Crc32.HashToUInt32(encoded.AsSpan(offset - 4, (int)length + 4)) != checksum)
            {
                throw new InvalidImageException(path, $"is a damaged PNG file: the checksum of the chunk at byte {position} is wrong");
            }

            chunks.Take(type, encoded, offset, (int)length, path);
            position = end;
        }
        while (type != PngChunk.End);
        bool needsPalette = chunks.Header.Colors == PngColors.Palette && chunks.Palette.IsEmpty;
        return chunks.DataLength == 0 || needsPalette
            ? throw new InvalidImageException(path, $"is a damaged PNG file: it has no {(needsPalette ? "palette" : "pixels")}")
            : chunks;
    }

    private void Take(uint type, byte[] encoded, int offset, int length, string path)
    {
        const uint CriticalMask = 0x20000000;
        switch (type)
        {
            case PngChunk.Header when length == PngHeader.DataBytes:
                Header = PngHeader.Read(encoded.AsSpan(offset), path);
                break;
            case PngChunk.Data:
                data.Add((offset, length));
                DataLength += length;
                break;
            case PngChunk.Palette when length is > 0 and <= 768 && length % 3 == 0:
                Palette = encoded.AsMemory(offset, length);
                break;
            case PngChunk.Transparency:
                Transparency = encoded.AsMemory(offset, length);
                break;
            case PngChunk.Profile:
                (ProfileOffset, ProfileLength) = (offset, length);
                break;
            case PngChunk.StandardRgb:
                IsStandardRgb = true;
                break;
            case PngChunk.End:
                break;
            default:
                // A type that starts with a capital letter may not be passed over.
                if ((type & CriticalMask) == 0)
                {
                    throw new InvalidImageException(path, $"is a damaged PNG file: the chunk at byte {offset - 8} is of an unknown kind or of the wrong length");
                }

                break;
        }
    }
}
