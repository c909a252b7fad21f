using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Gif;

/// <summary>Where the parts of a GIF file are: its canvas, its colours and the first frame.</summary>
internal sealed record GifStructure
{
    private const int HeaderBytes = 13;
    private const int FrameBytes = 9;
    private const byte Extension = 0x21;
    private const byte GraphicControl = 0xF9;
    private const byte Frame = 0x2C;
    private const byte End = 0x3B;

    /// <summary>Gets the columns of the picture: of the canvas, or more where the first frame reaches beyond it.</summary>
    public required int Width { get; init; }

    /// <summary>Gets the rows of the picture.</summary>
    public required int Height { get; init; }

    /// <summary>Gets the first column of the first frame.</summary>
    public int Left { get; init; }

    /// <summary>Gets the first row of the first frame.</summary>
    public int Top { get; init; }

    /// <summary>Gets the columns of the first frame.</summary>
    public int FrameWidth { get; init; }

    /// <summary>Gets the rows of the first frame.</summary>
    public int FrameHeight { get; init; }

    /// <summary>Gets whether the rows come in four passes.</summary>
    public bool IsInterlaced { get; init; }

    /// <summary>Gets the colour that is transparent, or -1.</summary>
    public int Transparent { get; init; } = -1;

    /// <summary>Gets where the colours of the first frame are.</summary>
    public int PaletteOffset { get; init; }

    /// <summary>Gets the number of colours; 0 where the file has none, and the numbers are brightness.</summary>
    public int PaletteCount { get; init; }

    /// <summary>Gets where the compressed numbers start.</summary>
    public int DataOffset { get; init; }

    /// <summary>Gets the number of frames.</summary>
    public int FrameCount { get; init; }

    /// <summary>Walks through the whole file.</summary>
    /// <param name="bytes">The file.</param>
    /// <returns>Its structure, or <see langword="null"/> where more of the file is needed.</returns>
    /// <exception cref="InvalidImageException">The file is damaged or truncated.</exception>
    public static GifStructure? Read(PictureBytes bytes)
    {
        if (!bytes.TryGet(0, HeaderBytes, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        (int paletteOffset, int paletteCount) = (HeaderBytes, ColorCount(header[10]));
        GifStructure? file = null;
        int transparent = -1;
        long position = HeaderBytes + (3 * paletteCount);
        while (true)
        {
            // Files without an end mark are common. A file that stops after a complete frame misses nothing.
            if (file is not null && position >= bytes.LengthBytes)
            {
                return file;
            }

            if (!bytes.TryGet(position, 1, out ReadOnlySpan<byte> kind))
            {
                return null;
            }

            if (kind[0] == Frame)
            {
                if (!bytes.TryGet(position + 1, FrameBytes, out ReadOnlySpan<byte> frame))
                {
                    return null;
                }

                int ownCount = ColorCount(frame[8]);
                long data = position + 1 + FrameBytes + (3 * ownCount);
                GifStructure first = file ?? ReadFrame(header, frame) with
                {
                    Transparent = transparent,
                    PaletteOffset = ownCount > 0 ? (int)position + 1 + FrameBytes : paletteOffset,
                    PaletteCount = ownCount > 0 ? ownCount : paletteCount,
                    DataOffset = (int)data,
                };
                file = first with { FrameCount = first.FrameCount + 1 };
                position = data + 1;
            }
            else if (kind[0] == Extension)
            {
                if (!bytes.TryGet(position + 1, 2, out ReadOnlySpan<byte> label))
                {
                    return null;
                }

                if (file is null && label[0] == GraphicControl && label[1] >= 4)
                {
                    if (!bytes.TryGet(position + 3, 4, out ReadOnlySpan<byte> control))
                    {
                        return null;
                    }

                    transparent = (control[0] & 1) != 0 ? control[3] : -1;
                }

                position += 2;
            }
            else
            {
                return file is not null || kind[0] == End
                    ? file ?? throw new InvalidImageException(bytes.Path, "is a damaged GIF file: it has no frame")
                    : throw new InvalidImageException(bytes.Path, $"is a damaged GIF file: byte {position} starts no part of it");
            }

            if (!TrySkipBlocks(bytes, ref position))
            {
                return null;
            }
        }
    }

    private static GifStructure ReadFrame(ReadOnlySpan<byte> header, ReadOnlySpan<byte> frame)
    {
        int left = BinaryPrimitives.ReadUInt16LittleEndian(frame);
        int top = BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(frame[4..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]);
        return new GifStructure
        {
            Width = Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(header[6..]), left + width),
            Height = Math.Max(BinaryPrimitives.ReadUInt16LittleEndian(header[8..]), top + height),
            Left = left,
            Top = top,
            FrameWidth = width,
            FrameHeight = height,
            IsInterlaced = (frame[8] & 0x40) != 0,
        };
    }

    private static int ColorCount(byte flags) => (flags & 0x80) != 0 ? 2 << (flags & 7) : 0;

    // Data comes in blocks of a length (1 byte) and as many bytes; a length of 0 ends it.
    private static bool TrySkipBlocks(PictureBytes bytes, ref long position)
    {
        while (bytes.TryGet(position, 1, out ReadOnlySpan<byte> length))
        {
            position += 1 + length[0];
            if (length[0] == 0)
            {
                return true;
            }
        }

        return false;
    }
}
