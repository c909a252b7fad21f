using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>
/// Shifts images by whole pixels, by up to an eighth of their size in each direction, every shift with the same probability. What comes
/// in at the border is the image mirrored at it, so that no edge appears that no image has.
/// </summary>
public sealed class Shifts : IAugmentation
{
    private const int LargestShare = 8;

    /// <inheritdoc/>
    public string Id => "shifts";

    /// <inheritdoc/>
    public string Summary => "shifted by up to an eighth of their size in each direction, mirrored at the border";

    /// <inheritdoc/>
    public void Apply(Span<float> image, InputShape shape, Xoshiro256 random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int down = Draw(shape.Height, random);
        int right = Draw(shape.Width, random);
        if (down != 0 || right != 0)
        {
            PixelMoves.Gather(image, shape, (y, x) => (Mirrored(y - down, shape.Height), Mirrored(x - right, shape.Width)));
        }
    }

    private static int Draw(int size, Xoshiro256 random)
    {
        int largest = size / LargestShare;
        return random.NextInt32((2 * largest) + 1) - largest;
    }

    // The pixel at the border is not repeated: -1 is 1. Shifts are far smaller than the image, so that one reflection is enough.
    private static int Mirrored(int place, int size) => place < 0 ? -place : place >= size ? (2 * (size - 1)) - place : place;
}
