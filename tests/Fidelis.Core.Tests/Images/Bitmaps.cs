namespace Fidelis.Tests.Images;

/// <summary>The smallest picture files that tests need: uncompressed BMP of 24 bits.</summary>
internal static class Bitmaps
{
    /// <summary>Encodes a picture whose pixel is <paramref name="pixel"/> of row and column: red, green, blue.</summary>
    public static byte[] Encode(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel)
    {
        int stride = ((width * 3) + 3) / 4 * 4;
        byte[] file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(10), 54);
        BitConverter.TryWriteBytes(file.AsSpan(14), 40);
        BitConverter.TryWriteBytes(file.AsSpan(18), width);
        BitConverter.TryWriteBytes(file.AsSpan(22), height);
        BitConverter.TryWriteBytes(file.AsSpan(26), (short)1);
        BitConverter.TryWriteBytes(file.AsSpan(28), (short)24);
        BitConverter.TryWriteBytes(file.AsSpan(34), stride * height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (byte red, byte green, byte blue) = pixel(y, x);
                int offset = 54 + ((height - 1 - y) * stride) + (x * 3);
                (file[offset], file[offset + 1], file[offset + 2]) = (blue, green, red);
            }
        }

        return file;
    }

    /// <summary>Encodes a picture of noise.</summary>
    public static byte[] Noise(int width, int height, int seed)
    {
        Random random = new(seed);
        return Encode(width, height, (_, _) => ((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)));
    }
}
