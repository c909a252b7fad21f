namespace Fidelis.Imaging.Pixels;

/// <summary>A picture that is being worked on: red, green, blue in float32, row by row (HWC), values of any size.</summary>
/// <param name="width">Columns.</param>
/// <param name="height">Rows.</param>
public sealed class FloatImage(int width, int height)
{
    /// <summary>The number of values of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Gets the number of columns.</summary>
    public int Width { get; } = width;

    /// <summary>Gets the number of rows.</summary>
    public int Height { get; } = height;

    /// <summary>Gets the values <c>[height, width, 3]</c>; a picture has them in [0, 255].</summary>
    public float[] Values { get; } = new float[checked(width * height * Channels)];

    /// <summary>Gets or sets one pixel.</summary>
    /// <param name="x">The column.</param>
    /// <param name="y">The row.</param>
    public Color this[int x, int y]
    {
        get
        {
            int i = ((y * Width) + x) * Channels;
            return new Color(Values[i], Values[i + 1], Values[i + 2]);
        }

        set
        {
            int i = ((y * Width) + x) * Channels;
            (Values[i], Values[i + 1], Values[i + 2]) = (value.Red, value.Green, value.Blue);
        }
    }

    /// <summary>Copies a picture of 8 bits.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The same values.</returns>
    public static FloatImage From(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        FloatImage result = new(image.Width, image.Height);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = image.Rgb[i];
        }

        return result;
    }

    /// <summary>Blurs with a Gaussian, which is cut off at three standard deviations; beyond its border the picture is mirrored.</summary>
    /// <param name="sigma">The standard deviation in pixels; 0 changes nothing.</param>
    public void Blur(double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        int radius = (int)Math.Ceiling(3 * sigma);
        if (radius == 0)
        {
            return;
        }

        double[] weights = new double[(2 * radius) + 1];
        for (int k = -radius; k <= radius; k++)
        {
            weights[k + radius] = Math.Exp(-k * k / (2 * sigma * sigma));
        }

        double sum = weights.Sum();
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] /= sum;
        }

        Convolve(weights, Height, Width * Channels, Width, Channels);
        Convolve(weights, Width, Channels, Height, Width * Channels);
    }

    /// <summary>Rounds to whole levels; values outside [0, 255] become its ends.</summary>
    /// <returns>The picture of 8 bits.</returns>
    public PixelImage ToPixels()
    {
        byte[] rgb = new byte[Values.Length];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = (byte)Math.Clamp(MathF.Round(Values[i]), 0, 255);
        }

        return new PixelImage(Width, Height, rgb);
    }

    // Replaces each of lineCount lines, whose starts are lineStep values apart, by its convolution.
    private void Convolve(ReadOnlySpan<double> weights, int lineCount, int lineStep, int length, int step)
    {
        int radius = weights.Length / 2;
        float[] line = new float[length + (2 * radius)];
        for (int l = 0; l < lineCount; l++)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                int start = (l * lineStep) + channel;
                for (int i = 0; i < line.Length; i++)
                {
                    line[i] = Values[start + (Mirror(i - radius, length) * step)];
                }

                for (int i = 0; i < length; i++)
                {
                    double sum = 0;
                    for (int k = 0; k < weights.Length; k++)
                    {
                        sum += weights[k] * line[i + k];
                    }

                    Values[start + (i * step)] = (float)sum;
                }
            }
        }
    }

    // d c b a | a b c d | d c b a
    private static int Mirror(int index, int length)
    {
        int period = 2 * length;
        int place = ((index % period) + period) % period;
        return place < length ? place : period - 1 - place;
    }
}
