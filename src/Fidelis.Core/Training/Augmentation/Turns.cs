using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>Turns images by a quarter, a half or three quarters, or not at all, each with probability 1/4.</summary>
/// <remarks>An image that is not square keeps its shape: it is turned by a half, or not at all, each with probability 1/2.</remarks>
public sealed class Turns : IAugmentation
{
    /// <inheritdoc/>
    public string Id => "turns";

    /// <inheritdoc/>
    public string Summary => "turned by 0, 90, 180 or 270 degrees, each with probability 1/4";

    /// <inheritdoc/>
    public void Apply(Span<float> image, InputShape shape, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int quarters = shape.Width == shape.Height ? random.NextInt32(4) : 2 * random.NextInt32(2);
        int last = shape.Height - 1;
        switch (quarters)
        {
            case 1:
                PixelMoves.Gather(image, shape, (y, x) => (last - x, y));
                break;
            case 2:
                PixelMoves.TurnHalf(image, shape.Channels);
                break;
            case 3:
                PixelMoves.Gather(image, shape, (y, x) => (x, last - y));
                break;
            default:
                break;
        }
    }
}
