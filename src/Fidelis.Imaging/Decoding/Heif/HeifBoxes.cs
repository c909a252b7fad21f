using System.Buffers.Binary;

namespace Fidelis.Imaging.Decoding.Heif;

/// <summary>Finds the size and the kind of the primary picture in the boxes of a HEIF file.</summary>
/// <remarks>
/// A box is its length (4 bytes), its type (4) and its data. <c>meta</c> holds <c>pitm</c> (the number of the primary picture) and
/// <c>iprp</c>, which holds <c>ipco</c> (the properties of all pictures) and <c>ipma</c> (which picture has which of them).
/// Source: ISO/IEC 23008-12.
/// </remarks>
internal static class HeifBoxes
{
    private const int FrameBytes = 8;

    /// <summary>Reads the header.</summary>
    /// <param name="bytes">The file, or its start.</param>
    /// <returns>The header, or <see langword="null"/> where more of the file is needed.</returns>
    /// <exception cref="InvalidImageException">The file is damaged, or ends within a box.</exception>
    public static StoredPicture? Read(PictureBytes bytes)
    {
        StoredPicture? stored = null;
        for (long position = 0; position < bytes.LengthBytes;)
        {
            if (!bytes.TryGet(position, FrameBytes, out ReadOnlySpan<byte> frame))
            {
                // Large pictures are the last box, whose length was checked; what follows it is not needed.
                return stored;
            }

            long length = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (length == 1 && bytes.TryGet(position + FrameBytes, 8, out ReadOnlySpan<byte> longLength))
            {
                length = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(longLength), 1UL << 62);
            }

            length = length == 0 ? bytes.LengthBytes - position : length;
            if (length < FrameBytes)
            {
                throw Damaged(bytes.Path, $"the box at byte {position} claims {length} bytes");
            }

            bytes.RequireWithin(position + length);
            if (frame[4..].SequenceEqual("meta"u8))
            {
                if (!bytes.TryGet(position, checked((int)length), out ReadOnlySpan<byte> meta))
                {
                    return null;
                }

                // meta starts with a version and flags.
                stored = ReadMeta(Skip(meta, FrameBytes + 4), bytes.Path);
            }

            position += length;
        }

        return stored ?? throw Damaged(bytes.Path, "it has no description of a picture");
    }

    private static StoredPicture ReadMeta(ReadOnlySpan<byte> meta, string path)
    {
        ReadOnlySpan<byte> primary = Skip(Find(meta, "pitm"u8), 4);
        ReadOnlySpan<byte> properties = Find(meta, "iprp"u8);
        ReadOnlySpan<byte> all = Find(properties, "ipco"u8);
        ReadOnlySpan<byte> associations = Find(properties, "ipma"u8);
        if (primary.Length < 2)
        {
            throw Damaged(path, "it names no primary picture");
        }

        int id = BinaryPrimitives.ReadUInt16BigEndian(primary);
        (int width, int height, int bits, bool isTurned, bool hasProfile) = (0, 0, 8, false, false);
        foreach (int number in PropertiesOf(id, associations))
        {
            ReadOnlySpan<byte> property = Nth(all, number);
            ReadOnlySpan<byte> data = Skip(property, FrameBytes);
            ReadOnlySpan<byte> type = property.Length < FrameBytes ? default : property[4..8];
            if (type.SequenceEqual("ispe"u8) && data.Length >= 12)
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data[4..]), BinaryPrimitives.ReadInt32BigEndian(data[8..]));
            }
            else if (type.SequenceEqual("pixi"u8) && data.Length >= 6)
            {
                bits = data[5];
            }
            else if (type.SequenceEqual("irot"u8) && data.Length >= 1)
            {
                isTurned = (data[0] & 1) != 0;
            }
            else if (type.SequenceEqual("clap"u8))
            {
                throw new InvalidImageException(path, "is a cropped AVIF file, which Fidelis does not read; save it as PNG");
            }
            else if (type.SequenceEqual("colr"u8))
            {
                hasProfile |= data.StartsWith("prof"u8) || data.StartsWith("rICC"u8);
            }
        }

        if (width < 1 || height < 1)
        {
            throw Damaged(path, "its primary picture has no size");
        }

        // libvips hands the picture over turned, so that nothing is left to do.
        bool hasAlpha = all.IndexOf("auxiliary:alpha"u8) >= 0;
        (width, height) = isTurned ? (height, width) : (width, height);
        return new StoredPicture(width, height, StoredPicture.NameMode(bits, "RGB", hasAlpha), IsLossy: true) { HasProfile = hasProfile };
    }

    // For each picture: its number (2 or 4 bytes), a count (1), and as many property numbers (7 or 15 bits), starting at 1.
    private static List<int> PropertiesOf(int id, ReadOnlySpan<byte> associations)
    {
        List<int> numbers = [];
        if (associations.Length < 8)
        {
            return numbers;
        }

        int idBytes = associations[0] == 0 ? 2 : 4;
        int numberBytes = (associations[3] & 1) != 0 ? 2 : 1;
        uint count = BinaryPrimitives.ReadUInt32BigEndian(associations[4..]);
        associations = associations[8..];
        for (; count > 0 && associations.Length > idBytes; count--)
        {
            bool isOurs = BinaryPrimitives.ReadUInt16BigEndian(associations[(idBytes - 2)..]) == id;
            int propertyCount = associations[idBytes];
            associations = associations[(idBytes + 1)..];
            for (int i = 0; i < propertyCount && associations.Length >= numberBytes; i++, associations = associations[numberBytes..])
            {
                if (isOurs)
                {
                    numbers.Add(numberBytes == 2 ? BinaryPrimitives.ReadUInt16BigEndian(associations) & 0x7FFF : associations[0] & 0x7F);
                }
            }
        }

        return numbers;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, ReadOnlySpan<byte> type)
    {
        for (; Length(boxes) > 0; boxes = boxes[Length(boxes)..])
        {
            if (boxes[4..8].SequenceEqual(type))
            {
                return boxes[FrameBytes..Length(boxes)];
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> Nth(ReadOnlySpan<byte> boxes, int number)
    {
        for (; Length(boxes) > 0 && number > 1; number--)
        {
            boxes = boxes[Length(boxes)..];
        }

        return number < 1 ? default : boxes[..Length(boxes)];
    }

    // 0 where no whole box is left.
    private static int Length(ReadOnlySpan<byte> boxes)
    {
        if (boxes.Length < FrameBytes)
        {
            return 0;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(boxes);
        return length >= FrameBytes && length <= boxes.Length ? (int)length : 0;
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> bytes, int count) => bytes.Length < count ? default : bytes[count..];

    private static InvalidImageException Damaged(string path, string reason) => new(path, $"is a damaged AVIF file: {reason}");
}
