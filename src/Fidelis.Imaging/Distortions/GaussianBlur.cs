using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Distortions;

/// <summary>Convolution with a Gaussian whose standard deviation is the strength, in pixels.</summary>
public sealed class GaussianBlur : IDistortion
{
    /// <inheritdoc/>
    public string Id => "blur";

    /// <inheritdoc/>
    public string Summary => "out of focus";

    /// <inheritdoc/>
    public StrengthRange Strength { get; } = new(0, 20, 2, "pixels (standard deviation)");

    /// <inheritdoc/>
    public PixelImage Apply(PixelImage image, double strength, Xoshiro256 random)
    {
        FloatImage result = FloatImage.From(image);
        result.Blur(strength);
        return result.ToPixels();
    }
}
