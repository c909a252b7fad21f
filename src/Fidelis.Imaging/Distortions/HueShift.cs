using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Distortions;

/// <summary>
/// Wrong colours: every pixel is turned about the axis of greys (red = green = blue) by the strength, in degrees, so that greys and
/// the mean of the three channels stay; what leaves [0, 255] is cut. At 120 degrees red becomes green, green blue, and blue red.
/// </summary>
public sealed class HueShift : IDistortion
{
    /// <inheritdoc/>
    public string Id => "colour";

    /// <inheritdoc/>
    public string Summary => "in the wrong colours";

    /// <inheritdoc/>
    public StrengthRange Strength { get; } = new(0, 180, 60, "degrees of hue");

    /// <inheritdoc/>
    public PixelImage Apply(PixelImage image, double strength, Xoshiro256 random)
    {
        // Rodrigues' rotation about (1, 1, 1) / sqrt(3): a circulant matrix with these three entries.
        double angle = strength * Math.PI / 180;
        double mean = (1 - Math.Cos(angle)) / 3;
        double side = Math.Sin(angle) / Math.Sqrt(3);
        float own = (float)(Math.Cos(angle) + mean);
        float next = (float)(mean - side);
        float previous = (float)(mean + side);

        FloatImage result = FloatImage.From(image);
        for (int y = 0; y < result.Height; y++)
        {
            for (int x = 0; x < result.Width; x++)
            {
                (float red, float green, float blue) = result[x, y];
                result[x, y] = new Color(
                    (own * red) + (next * green) + (previous * blue),
                    (previous * red) + (own * green) + (next * blue),
                    (next * red) + (previous * green) + (own * blue));
            }
        }

        return result.ToPixels();
    }
}
