using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Distortions;

/// <summary>
/// Independent Gaussian noise in each channel of each pixel, whose standard deviation is the strength, in levels; what leaves
/// [0, 255] is cut.
/// </summary>
public sealed class PixelNoise : IDistortion
{
    /// <inheritdoc/>
    public string Id => "noise";

    /// <inheritdoc/>
    public string Summary => "covered with noise";

    /// <inheritdoc/>
    public StrengthRange Strength { get; } = new(0, 128, 25, "levels of 255 (standard deviation)");

    /// <inheritdoc/>
    public PixelImage Apply(PixelImage image, double strength, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FloatImage result = FloatImage.From(image);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] += (float)(strength * random.NextGaussian());
        }

        return result.ToPixels();
    }
}
