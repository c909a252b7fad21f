namespace Fidelis.Imaging.Decoding.Bmp;

/// <summary>Expands the run-length compression of BMP files with 4 and 8 bits.</summary>
/// <remarks>
/// Pairs of bytes: a count of 1 to 255 and the value to repeat (with 4 bits two values in turn), or a zero and an escape: 0 ends the row,
/// 1 ends the picture, 2 moves right and up by the two bytes that follow, and 3 to 255 is a number of values that follow as they are,
/// filled up to whole pairs. Pixels that are passed over have colour 0, as in Pillow.
/// </remarks>
internal static class BmpRunLength
{
    /// <summary>Expands the pixels.</summary>
    /// <param name="data">From the first pair of bytes on.</param>
    /// <param name="header">The header of the file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>Rows as they would stand in an uncompressed file.</returns>
    /// <exception cref="InvalidImageException">The pairs end before the picture, or lead beyond it.</exception>
    public static byte[] Expand(ReadOnlySpan<byte> data, BmpHeader header, string path)
    {
        byte[] rows = SampleBuffer.Allocate(header.RowBytes, header.Height, 1, path);
        rows.AsSpan().Clear();
        (int x, int y, int place) = (0, 0, 0);
        while (true)
        {
            ReadOnlySpan<byte> pair = Take(data, ref place, 2, path);
            (int count, int value) = (pair[0], pair[1]);
            if (count > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    Store(rows, header, x++, y, header.BitsPerPixel == 8 ? value : Half(value, i), path);
                }
            }
            else if (value == 0)
            {
                (x, y) = (0, y + 1);
            }
            else if (value == 1)
            {
                return rows;
            }
            else if (value == 2)
            {
                ReadOnlySpan<byte> move = Take(data, ref place, 2, path);
                (x, y) = (x + move[0], y + move[1]);
            }
            else
            {
                int bytes = header.BitsPerPixel == 8 ? value : (value + 1) / 2;
                ReadOnlySpan<byte> values = Take(data, ref place, bytes + (bytes & 1), path);
                for (int i = 0; i < value; i++)
                {
                    Store(rows, header, x++, y, header.BitsPerPixel == 8 ? values[i] : Half(values[i / 2], i), path);
                }
            }
        }
    }

    private static int Half(int value, int number) => (number & 1) == 0 ? value >> 4 : value & 15;

    private static void Store(byte[] rows, BmpHeader header, int x, int y, int value, string path)
    {
        if (x >= header.Width || y >= header.Height)
        {
            throw new InvalidImageException(path, $"is a damaged BMP file: a run of pixels leads to column {x} and row {y} of {header.Width} x {header.Height}");
        }

        ref byte target = ref rows[(y * header.RowBytes) + (header.BitsPerPixel == 8 ? x : x / 2)];
        target = header.BitsPerPixel == 8 ? (byte)value : (byte)(target | ((x & 1) == 0 ? value << 4 : value));
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> data, ref int place, int count, string path)
    {
        if (place + count > data.Length)
        {
            throw new InvalidImageException(path, "is truncated: its runs of pixels end before the picture does");
        }

        place += count;
        return data.Slice(place - count, count);
    }
}
