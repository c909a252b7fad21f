using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Draws pictures with straight alpha on a background of one colour: <c>round((c a + b (255 - a)) / 255)</c>.</summary>
internal static class AlphaComposition
{
    /// <summary>Draws a picture of 8 bits.</summary>
    /// <param name="image">Grey or RGB, with alpha.</param>
    /// <param name="background">The colour behind it.</param>
    /// <returns>
    /// The picture without alpha, and whether any pixel let the background through. Grey stays grey unless a coloured background shows.
    /// </returns>
    public static (SampleImage Image, bool IsTransparent) DrawOn(SampleImage image, Color background)
    {
        bool isTransparent = !IsOpaque(image);
        if (!isTransparent)
        {
            return (image with { Channels = image.Channels - 1, Samples = DropAlpha(image) }, false);
        }

        (byte red, byte green, byte blue) = (Level(background.Red), Level(background.Green), Level(background.Blue));
        int pixels = image.Samples.Length / image.Channels;
        if (image.Model == ColorModel.Grey && red == green && green == blue)
        {
            byte[] grey = GC.AllocateUninitializedArray<byte>(pixels);
            for (int i = 0; i < grey.Length; i++)
            {
                grey[i] = Mix(image.Samples[2 * i], image.Samples[(2 * i) + 1], red);
            }

            return (image with { Channels = 1, Samples = grey }, true);
        }

        byte[] rgb = GC.AllocateUninitializedArray<byte>(checked(pixels * 3));
        (int second, int third, int alpha) = image.Model == ColorModel.Grey ? (0, 0, 1) : (1, 2, 3);
        for (int from = 0, to = 0; to < rgb.Length; from += image.Channels, to += 3)
        {
            byte opacity = image.Samples[from + alpha];
            rgb[to] = Mix(image.Samples[from], opacity, red);
            rgb[to + 1] = Mix(image.Samples[from + second], opacity, green);
            rgb[to + 2] = Mix(image.Samples[from + third], opacity, blue);
        }

        return (image with { Channels = 3, Model = ColorModel.Rgb, Samples = rgb }, true);
    }

    /// <summary>Gets the 8-bit value of a channel of the background.</summary>
    /// <param name="value">Its value.</param>
    /// <returns>The nearest whole value in [0, 255].</returns>
    public static byte Level(float value) => (byte)Math.Clamp(MathF.Floor(value + 0.5f), 0, 255);

    private static byte Mix(byte color, byte opacity, byte background) => (byte)ByteProduct.Of((color * opacity) + (background * (255 - opacity)));

    // Pixels of 2 and 4 bytes divide every vector, so that one mask of alphas serves all of it.
    private static bool IsOpaque(SampleImage image)
    {
        ReadOnlySpan<byte> samples = image.Samples;
        Span<byte> pattern = stackalloc byte[Vector<byte>.Count];
        for (int i = 0; i < pattern.Length; i++)
        {
            pattern[i] = i % image.Channels == image.Channels - 1 ? (byte)0 : (byte)255;
        }

        Vector<byte> colors = new(pattern);
        foreach (Vector<byte> values in MemoryMarshal.Cast<byte, Vector<byte>>(samples))
        {
            if ((values | colors) != Vector<byte>.AllBitsSet)
            {
                return false;
            }
        }

        for (int i = samples.Length / Vector<byte>.Count * Vector<byte>.Count; i < samples.Length; i++)
        {
            if ((samples[i] | pattern[i % pattern.Length]) != 255)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] DropAlpha(SampleImage image)
    {
        int from = image.Channels;
        int to = from - 1;
        ReadOnlySpan<byte> samples = image.Samples;
        byte[] kept = GC.AllocateUninitializedArray<byte>(samples.Length / from * to);
        int pixel = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // 16 bytes become 12 or 8 at the front of 16, the rest of which the next step overwrites.
            Vector128<byte> order = from == 4
                ? Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255)
                : Vector128.Create((byte)0, 2, 4, 6, 8, 10, 12, 14, 255, 255, 255, 255, 255, 255, 255, 255);
            int step = Vector128<byte>.Count / from;
            for (; (pixel * to) + Vector128<byte>.Count <= kept.Length; pixel += step)
            {
                Vector128.Shuffle(Vector128.Create(samples[(pixel * from)..]), order).CopyTo(kept.AsSpan(pixel * to));
            }
        }

        for (; pixel * to < kept.Length; pixel++)
        {
            samples.Slice(pixel * from, to).CopyTo(kept.AsSpan(pixel * to));
        }

        return kept;
    }
}
