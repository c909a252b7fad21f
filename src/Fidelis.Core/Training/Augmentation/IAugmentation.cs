using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Training.Augmentation;

/// <summary>
/// One way to change a training image at random that leaves its class as it is. Every class that implements it is found by
/// <see cref="AugmentationCatalog"/>; it must have a parameterless constructor and no state.
/// </summary>
public interface IAugmentation
{
    /// <summary>Gets the name that users type: lower case.</summary>
    string Id { get; }

    /// <summary>Gets what it does to an image, as the end of "Images are ...".</summary>
    string Summary { get; }

    /// <summary>Changes one image in place.</summary>
    /// <param name="image">The image as the network takes it: <c>[height, width, 3]</c>, RGB, in [-1, 1].</param>
    /// <param name="shape">Its size.</param>
    /// <param name="random">Where random choices come from; of this image, epoch and augmentation alone.</param>
    void Apply(Span<float> image, InputShape shape, Xoshiro256 random);
}
