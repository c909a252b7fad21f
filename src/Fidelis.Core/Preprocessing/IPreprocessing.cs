using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;

namespace Fidelis.Preprocessing;

/// <summary>
/// A named way from a decoded picture to the input of a network. Every class that implements it is found by
/// <see cref="PreprocessingCatalog"/>; it must have a parameterless constructor and no state.
/// </summary>
public interface IPreprocessing
{
    /// <summary>Gets the name on the command line, such as <c>native</c>.</summary>
    string Id { get; }

    /// <summary>Describes the way to one network as the part of a protocol that follows the decoding, with <c> -> </c> between the steps.</summary>
    /// <param name="input">The network's input.</param>
    /// <param name="fit">How other aspect ratios reach it.</param>
    /// <returns>The steps in their order; equal texts mean equal numbers.</returns>
    string Describe(InputShape input, Fit fit);

    /// <summary>Writes one picture as the network takes it.</summary>
    /// <param name="image">The picture, of any size.</param>
    /// <param name="input">The network's input, of 3 channels.</param>
    /// <param name="fit">How another aspect ratio reaches it.</param>
    /// <param name="destination">One slot <c>[height, width, 3]</c> of a batch in NHWC order; every value is written.</param>
    void Write(PixelImage image, InputShape input, Fit fit, Span<float> destination);
}
