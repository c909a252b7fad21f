namespace Fidelis.Imaging.Decoding.Png;

/// <summary>The pixels of one pass: every picture has one, an interlaced one seven.</summary>
/// <param name="header">The header of the file.</param>
/// <param name="left">The column of the first pixel.</param>
/// <param name="top">The row of the first pixel.</param>
/// <param name="stepX">The distance between columns.</param>
/// <param name="stepY">The distance between rows.</param>
internal readonly struct PngPass(PngHeader header, int left, int top, int stepX, int stepY)
{
    private readonly int width = (header.Width - left + stepX - 1) / stepX;
    private readonly int height = (header.Height - top + stepY - 1) / stepY;

    /// <summary>Gets the bytes of its rows, each with its filter before it.</summary>
    public long RawBytes => width <= 0 || height <= 0 ? 0 : height * (1L + RowBytes);

    private int RowBytes => (int)((((long)width * header.Bits * header.Channels) + 7) / 8);

    /// <summary>Gets the passes of a picture. Adam7: each pass doubles the pixels, first every eighth in both directions.</summary>
    /// <param name="header">The header of the file.</param>
    /// <returns>One pass or seven.</returns>
    public static PngPass[] All(PngHeader header) => header.IsInterlaced
        ?
        [
            new(header, 0, 0, 8, 8), new(header, 4, 0, 8, 8), new(header, 0, 4, 4, 8), new(header, 2, 0, 4, 4),
            new(header, 0, 2, 2, 4), new(header, 1, 0, 2, 2), new(header, 0, 1, 1, 2),
        ]
        : [new(header, 0, 0, 1, 1)];

    /// <summary>Undoes the filters and puts the pixels into their places.</summary>
    /// <param name="raw">The rows, each after its filter; undone in place.</param>
    /// <param name="expander">Makes samples of stored values.</param>
    /// <param name="samples">Receives the pixels.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <exception cref="InvalidImageException">A row has an unknown filter, or a pixel a colour that is not in the palette.</exception>
    public void Decode(Span<byte> raw, PngExpander expander, Span<byte> samples, string path)
    {
        if (raw.IsEmpty)
        {
            return;
        }

        int rowBytes = RowBytes;
        int filterStep = Math.Max(1, header.Bits * header.Channels / 8);
        int pixelBytes = expander.PixelBytes;
        byte[] scattered = stepX == 1 ? [] : new byte[width * pixelBytes];
        byte[] zeros = new byte[rowBytes];
        ReadOnlySpan<byte> above = zeros;
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = raw.Slice((y * (rowBytes + 1)) + 1, rowBytes);
            if (!PngFilter.TryUndo(raw[y * (rowBytes + 1)], row, above, filterStep))
            {
                throw new InvalidImageException(path, $"is a damaged PNG file: a row has the unknown filter {raw[y * (rowBytes + 1)]}");
            }

            above = row;
            Span<byte> target = samples[((top + (y * stepY)) * header.Width * pixelBytes)..];
            if (stepX == 1)
            {
                expander.Expand(row, target[..(width * pixelBytes)], path);
                continue;
            }

            expander.Expand(row, scattered, path);
            for (int x = 0; x < width; x++)
            {
                scattered.AsSpan(x * pixelBytes, pixelBytes).CopyTo(target[((left + (x * stepX)) * pixelBytes)..]);
            }
        }
    }
}
