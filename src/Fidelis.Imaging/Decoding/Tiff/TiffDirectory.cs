namespace Fidelis.Imaging.Decoding.Tiff;

/// <summary>The fields of one page of a TIFF or BigTIFF file, as far as they are known.</summary>
internal sealed class TiffDirectory
{
    // A picture of 2^28 pixels in strips of one row has no more strips than this.
    private const int MaximumValues = 1 << 20;

    private readonly Dictionary<TiffTag, long[]> fields = [];

    private TiffDirectory(long next) => Next = next;

    /// <summary>Gets where the next page's directory is; 0 after the last one.</summary>
    public long Next { get; }

    /// <summary>Reads a directory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="offset">Where the directory is.</param>
    /// <param name="layout">The file's byte order and width of offsets.</param>
    /// <returns>The directory, or <see langword="null"/> where the whole file is needed.</returns>
    /// <exception cref="InvalidImageException">It lies beyond the file.</exception>
    public static TiffDirectory? Read(PictureBytes bytes, long offset, TiffLayout layout)
    {
        int countBytes = layout.IsBig ? 8 : 2;
        int entryBytes = layout.IsBig ? 20 : 12;
        if (!bytes.TryGet(offset, countBytes, out ReadOnlySpan<byte> counter))
        {
            return null;
        }

        long count = layout.IsBig ? layout.Int64(counter) : layout.UInt16(counter);
        if (count is < 1 or > 65_535)
        {
            throw new InvalidImageException(bytes.Path, $"is a damaged TIFF file: a directory claims {count} fields");
        }

        int size = (int)count * entryBytes;
        if (!bytes.TryGet(offset + countBytes, size + layout.OffsetBytes, out ReadOnlySpan<byte> entries))
        {
            return null;
        }

        TiffDirectory directory = new(layout.Offset(entries[size..]));
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(i * entryBytes, entryBytes);
            if (!Enum.IsDefined((TiffTag)layout.UInt16(entry)))
            {
                continue;
            }

            if (ReadValues(bytes, entry, layout) is not { } values)
            {
                return null;
            }

            directory.fields[(TiffTag)layout.UInt16(entry)] = values;
        }

        return directory;
    }

    /// <summary>Gets whether a field is there.</summary>
    /// <param name="tag">The field.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(TiffTag tag) => fields.ContainsKey(tag);

    /// <summary>Gets the values of a field.</summary>
    /// <param name="tag">The field.</param>
    /// <returns>Its values; none where it is not there.</returns>
    public ReadOnlySpan<long> Values(TiffTag tag) => fields.TryGetValue(tag, out long[]? values) ? values : [];

    /// <summary>Gets the first value of a field.</summary>
    /// <param name="tag">The field.</param>
    /// <param name="fallback">What the format says where it is not there.</param>
    /// <returns>The value.</returns>
    public long Value(TiffTag tag, long fallback) => fields.TryGetValue(tag, out long[]? values) && values.Length > 0 ? values[0] : fallback;

    // An entry is a tag (2 bytes), a type (2), a count and either the values themselves or where they are.
    private static long[]? ReadValues(PictureBytes bytes, ReadOnlySpan<byte> entry, TiffLayout layout)
    {
        const int Byte = 1, Short = 3, Long = 4, SignedLong = 9, Long8 = 16;
        int type = layout.UInt16(entry[2..]);
        long count = layout.IsBig ? layout.Int64(entry[4..]) : layout.UInt32(entry[4..]);
        int valueBytes = type switch { Byte => 1, Short => 2, Long or SignedLong => 4, Long8 => 8, _ => 0 };

        // Only that a profile is there matters here, not what it is.
        if ((TiffTag)layout.UInt16(entry) == TiffTag.Profile || valueBytes == 0)
        {
            return [];
        }

        if (count is < 0 or > MaximumValues)
        {
            throw new InvalidImageException(bytes.Path, $"is a damaged TIFF file: a field claims {count} values");
        }

        ReadOnlySpan<byte> data = entry[(layout.IsBig ? 12 : 8)..];
        int length = (int)count * valueBytes;
        if (length > data.Length && !bytes.TryGet(layout.Offset(data), length, out data))
        {
            return null;
        }

        long[] values = new long[count];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> value = data[(i * valueBytes)..];
            values[i] = valueBytes switch { 1 => value[0], 2 => layout.UInt16(value), 4 => layout.UInt32(value), _ => layout.Int64(value) };
        }

        return values;
    }
}
