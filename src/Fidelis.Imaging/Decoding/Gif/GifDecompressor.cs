namespace Fidelis.Imaging.Decoding.Gif;

/// <summary>Expands GIF's variant of the compression of Lempel, Ziv and Welch.</summary>
/// <remarks>
/// Codes of growing width, lowest bit first, stand for strings. The first 2^w codes are single values; then come a code that clears
/// the table and one that ends the data. Each further code is the string of the one before plus the first value of its own string,
/// and is stored as that prefix and that last value. A full table (4,096 codes) stays as it is until it is cleared.
/// Source: Compuserve, Graphics Interchange Format 89a (1990), appendix F.
/// </remarks>
internal static class GifDecompressor
{
    private const int MaximumBits = 12;
    private const int TableSize = 1 << MaximumBits;

    /// <summary>Expands the data of a frame.</summary>
    /// <param name="data">The width w of the values (1 byte), then blocks.</param>
    /// <param name="values">Receives as many values as the frame has pixels.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <exception cref="InvalidImageException">The data is damaged or ends early.</exception>
    public static void Expand(ReadOnlySpan<byte> data, Span<byte> values, string path)
    {
        int width = data[0];
        if (width is < 1 or > 8)
        {
            throw new InvalidImageException(path, $"is a damaged GIF file: it claims values of {width} bits");
        }

        Span<ushort> prefixes = stackalloc ushort[TableSize];
        Span<byte> lasts = stackalloc byte[TableSize];
        Span<byte> firsts = stackalloc byte[TableSize];
        Span<ushort> lengths = stackalloc ushort[TableSize];
        int clear = 1 << width;
        for (int i = 0; i < clear; i++)
        {
            lasts[i] = firsts[i] = (byte)i;
            lengths[i] = 1;
        }

        (int count, int bits, int previous) = (clear + 2, width + 1, -1);
        (uint buffer, int buffered, int place, int left) = (0u, 0, 1, 0);
        for (int filled = 0; filled < values.Length;)
        {
            while (buffered < bits)
            {
                if (left == 0)
                {
                    left = data[place++];
                    if (left == 0)
                    {
                        throw Early(filled, values.Length, path);
                    }
                }

                buffer |= (uint)data[place++] << buffered;
                buffered += 8;
                left--;
            }

            int code = (int)(buffer & ((1u << bits) - 1));
            buffer >>= bits;
            buffered -= bits;
            if (code == clear)
            {
                (count, bits, previous) = (clear + 2, width + 1, -1);
                continue;
            }

            if (code == clear + 1)
            {
                throw Early(filled, values.Length, path);
            }

            // A code may be used in the very step that defines it: then its string is the previous one plus that one's first value.
            bool isDefined = code < clear || (code > clear + 1 && code < count);
            if (!isDefined && (previous < 0 || code != count || count == TableSize))
            {
                throw new InvalidImageException(path, $"is a damaged GIF file: pixel {filled} has a code that stands for nothing");
            }

            if (previous >= 0 && count < TableSize)
            {
                prefixes[count] = (ushort)previous;
                lasts[count] = firsts[isDefined ? code : previous];
                firsts[count] = firsts[previous];
                lengths[count] = (ushort)(lengths[previous] + 1);
                count++;
                if (count == 1 << bits && bits < MaximumBits)
                {
                    bits++;
                }
            }

            previous = code;
            int length = lengths[code];
            for (int i = filled + length - 1; i >= filled; i--)
            {
                // What reaches beyond the last pixel belongs to nothing.
                if (i < values.Length)
                {
                    values[i] = lasts[code];
                }

                code = prefixes[code];
            }

            filled += length;
        }
    }

    private static InvalidImageException Early(int filled, int count, string path) =>
        new(path, $"is a damaged or truncated GIF file: it has {filled} of {count} pixels");
}
