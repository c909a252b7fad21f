using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>Turns cyan, magenta, yellow and black into red, green and blue by Pillow's formula.</summary>
/// <remarks>Red is <c>w - round(c w / 255)</c> with <c>w = 255 - k</c>, where 0 is no ink; magenta gives green and yellow blue.</remarks>
internal static class InkConversion
{
    /// <summary>Converts a picture of 8 bits.</summary>
    /// <param name="image">Inks, perhaps with alpha.</param>
    /// <returns>Colours, with alpha if there was any.</returns>
    public static SampleImage ToRgb(SampleImage image)
    {
        int from = image.Channels;
        int to = from - 1;
        byte[] samples = GC.AllocateUninitializedArray<byte>(image.Samples.Length / from * to);
        for (int source = 0, target = 0; target < samples.Length; source += from, target += to)
        {
            ReadOnlySpan<byte> inks = image.Samples.AsSpan(source, from);
            int white = 255 - inks[3];
            samples[target] = (byte)(white - ByteProduct.Of(inks[0] * white));
            samples[target + 1] = (byte)(white - ByteProduct.Of(inks[1] * white));
            samples[target + 2] = (byte)(white - ByteProduct.Of(inks[2] * white));
            if (to == 4)
            {
                samples[target + 3] = inks[4];
            }
        }

        return image with { Channels = to, Model = ColorModel.Rgb, Samples = samples };
    }
}
