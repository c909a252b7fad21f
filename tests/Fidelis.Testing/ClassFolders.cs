namespace Fidelis.Testing;

/// <summary>Makes folders of small pictures that a network can tell apart after a few steps: noise around a colour of its own for each class.</summary>
public static class ClassFolders
{
    /// <summary>Writes <c>0.bmp</c>, <c>1.bmp</c> ... into a folder.</summary>
    /// <param name="folder">The class folder, made where it is missing.</param>
    /// <param name="count">How many.</param>
    /// <param name="colour">The mean colour: red, green, blue.</param>
    /// <param name="size">Rows and columns of each, a multiple of 4.</param>
    public static void Write(string folder, int count, (byte Red, byte Green, byte Blue) colour, int size = 16)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < count; i++)
        {
            double[] noise = Lcg.Values((uint)((colour.Red * 7919) + (colour.Green * 104729) + (colour.Blue * 31) + i), size * size * 3, 60, -30);
            byte[] pixels = new byte[noise.Length];
            for (int k = 0; k < pixels.Length; k++)
            {
                // A bitmap has blue first.
                int mean = (k % 3) switch { 0 => colour.Blue, 1 => colour.Green, _ => colour.Red };
                pixels[k] = (byte)Math.Clamp(mean + noise[k], 0, 255);
            }

            File.WriteAllBytes(Path.Combine(folder, $"{i}.bmp"), Bitmap(pixels, size));
        }
    }

    /// <summary>Wraps pixels as an uncompressed bitmap of 24 bits; rows of a multiple of 4 pixels need no padding.</summary>
    private static byte[] Bitmap(byte[] pixels, int size)
    {
        const int HeaderBytes = 54;
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("BM"u8);
        writer.Write(HeaderBytes + pixels.Length);
        writer.Write(0);
        writer.Write(HeaderBytes);
        writer.Write(40);
        writer.Write(size);
        writer.Write(size);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(0);
        writer.Write(pixels.Length);
        writer.Write(new byte[16]);
        writer.Write(pixels);
        return stream.ToArray();
    }
}
