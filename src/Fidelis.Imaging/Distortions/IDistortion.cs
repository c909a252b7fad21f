using Fidelis.Imaging.Pixels;
using Fidelis.Numerics.Randomness;

namespace Fidelis.Imaging.Distortions;

/// <summary>
/// One way to spoil a picture, by a known amount. Every class of this assembly that implements it is found by
/// <see cref="DistortionCatalog"/>; it must have a parameterless constructor and no state.
/// </summary>
public interface IDistortion
{
    /// <summary>Gets the name that users type: lower case.</summary>
    string Id { get; }

    /// <summary>Gets what it does to a picture, as the end of "Pictures are ...".</summary>
    string Summary { get; }

    /// <summary>Gets the strengths that it can have; at strength 0 the picture stays as it is.</summary>
    StrengthRange Strength { get; }

    /// <summary>Spoils one picture.</summary>
    /// <param name="image">The picture, which is not changed.</param>
    /// <param name="strength">How much, within <see cref="Strength"/>.</param>
    /// <param name="random">Where random choices come from.</param>
    /// <returns>The spoiled picture, of the same size.</returns>
    PixelImage Apply(PixelImage image, double strength, Xoshiro256 random);
}
