using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>
/// Applies augmentations one after the other. What happens to an image depends on the seed, the epoch and the image's place in the data
/// set alone, so that neither threads nor an interruption change it; each augmentation has its own random numbers, so that one more
/// leaves the others as they are.
/// </summary>
internal sealed class AugmentationSequence
{
    private readonly IReadOnlyList<IAugmentation> augmentations;
    private readonly InputShape shape;
    private readonly Xoshiro256 random;

    public AugmentationSequence(IReadOnlyList<IAugmentation> augmentations, InputShape shape, ulong seed)
    {
        this.augmentations = augmentations;
        this.shape = shape;
        random = new Xoshiro256(seed).Split("augmentation");
    }

    /// <summary>Changes one image in place. Different images may be changed by several threads at once.</summary>
    public void Apply(Span<float> image, int epoch, int index)
    {
        if (augmentations.Count == 0)
        {
            return;
        }

        Xoshiro256 ofImage = random.Split((ulong)epoch).Split((ulong)index);
        foreach (IAugmentation augmentation in augmentations)
        {
            augmentation.Apply(image, shape, ofImage.Split(augmentation.Id));
        }
    }
}
