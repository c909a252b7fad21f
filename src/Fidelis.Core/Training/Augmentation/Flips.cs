using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>Mirrors half of the images left to right, and half of them, independently, top to bottom.</summary>
public sealed class Flips : IAugmentation
{
    /// <inheritdoc/>
    public string Id => "flips";

    /// <inheritdoc/>
    public string Summary => "mirrored left to right and top to bottom, each with probability 1/2";

    /// <inheritdoc/>
    public void Apply(Span<float> image, InputShape shape, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        bool sideways = random.NextInt32(2) == 1;
        bool upsideDown = random.NextInt32(2) == 1;
        if (sideways && upsideDown)
        {
            PixelMoves.TurnHalf(image, shape.Channels);
        }
        else if (sideways)
        {
            int rowLength = shape.Width * shape.Channels;
            for (int y = 0; y < shape.Height; y++)
            {
                PixelMoves.TurnHalf(image.Slice(y * rowLength, rowLength), shape.Channels);
            }
        }
        else if (upsideDown)
        {
            PixelMoves.TurnHalf(image, shape.Width * shape.Channels);
        }
    }
}
