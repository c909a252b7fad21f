using Fidelis.Imaging.Pixels;
using Fidelis.Imaging.Resampling;
using Fidelis.Testing;

namespace Fidelis.Imaging.Tests.Resampling;

/// <summary>Pictures as <c>reference/scripts/resampling.py</c> makes them, and short ways to resize them.</summary>
internal static class TestPictures
{
    /// <summary>Makes a picture of noise; every third seed has nothing but 0 and 255, so that kernels overshoot.</summary>
    public static PixelImage Picture(int seed, int width, int height) => new(
        width,
        height,
        [.. Lcg.Values((uint)seed, width * height * 3, 256).Select(value => seed % 3 == 0 ? value < 128 ? (byte)0 : (byte)255 : (byte)value)]);

    /// <summary>Makes a picture of noise whose values are not whole.</summary>
    public static FloatImage FloatPicture(int seed, int width, int height)
    {
        FloatImage image = new(width, height);
        double[] values = Lcg.Values((uint)seed, image.Values.Length, 300, -20);
        for (int i = 0; i < values.Length; i++)
        {
            image.Values[i] = (float)values[i];
        }

        return image;
    }

    public static float[] Resize(this Resampler resampler, PixelImage source, int width, int height)
    {
        float[] destination = new float[width * height * 3];
        resampler.Resize(source, width, height, destination);
        return destination;
    }

    public static float[] Resize(this Resampler resampler, FloatImage source, int width, int height)
    {
        float[] destination = new float[width * height * 3];
        resampler.Resize(source, new PixelRegion(0, 0, source.Width, source.Height), width, height, destination);
        return destination;
    }

    public static FloatImage FloatImageOf(int width, int height, ReadOnlySpan<float> values)
    {
        FloatImage image = new(width, height);
        values.CopyTo(image.Values);
        return image;
    }
}
