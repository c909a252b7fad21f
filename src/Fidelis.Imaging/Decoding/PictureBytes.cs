namespace Fidelis.Imaging.Decoding;

/// <summary>What is known of a file while its header is read: its length, its first bytes and its last ones.</summary>
/// <param name="start">The first bytes, or all of them.</param>
/// <param name="end">The last bytes; they may overlap the first ones.</param>
/// <param name="lengthBytes">The length of the file.</param>
/// <param name="path">The name of the file, for messages.</param>
internal readonly ref struct PictureBytes(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, long lengthBytes, string path)
{
    /// <summary>Gets the first bytes, or all of them.</summary>
    public ReadOnlySpan<byte> Start { get; } = start;

    /// <summary>Gets the last bytes.</summary>
    public ReadOnlySpan<byte> End { get; } = end;

    /// <summary>Gets the length of the file.</summary>
    public long LengthBytes { get; } = lengthBytes;

    /// <summary>Gets the name of the file, for messages.</summary>
    public string Path { get; } = path;

    /// <summary>Gets whether <see cref="Start"/> is the whole file.</summary>
    public bool IsWhole => Start.Length == LengthBytes;

    /// <summary>Gets some of the bytes.</summary>
    /// <param name="offset">Where they start.</param>
    /// <param name="count">How many are needed.</param>
    /// <param name="bytes">Receives exactly <paramref name="count"/> bytes.</param>
    /// <returns>Whether they are known; if not, more of the file must be read.</returns>
    /// <exception cref="InvalidImageException">The file ends before them.</exception>
    public bool TryGet(long offset, int count, out ReadOnlySpan<byte> bytes)
    {
        RequireWithin(offset + count);
        bool isKnown = offset + count <= Start.Length;
        bytes = isKnown ? Start.Slice((int)offset, count) : default;
        return isKnown;
    }

    /// <summary>Refuses a file that ends before something that its header speaks of.</summary>
    /// <param name="end">Where that something ends.</param>
    /// <exception cref="InvalidImageException">The file is shorter.</exception>
    public void RequireWithin(long end)
    {
        if (end > LengthBytes || end < 0)
        {
            throw new InvalidImageException(Path, $"is truncated: it has {LengthBytes} bytes, but its contents go on to byte {(ulong)end}");
        }
    }

    /// <summary>Refuses sizes beyond 2^40 pixels, so that no length that is computed of them overflows.</summary>
    /// <param name="width">Columns, below 2^32.</param>
    /// <param name="height">Rows, below 2^32.</param>
    /// <exception cref="InvalidImageException">There are more pixels, or none.</exception>
    public void RequireSize(long width, long height)
    {
        if (width < 1 || height < 1 || width > (1L << 40) / height)
        {
            throw new InvalidImageException(Path, $"claims {width} x {height} pixels");
        }
    }
}
