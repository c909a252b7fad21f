using Fidelis.Images;
using Fidelis.Networks.Architectures;

namespace Fidelis.Features;

/// <summary>What an extraction saw: everything about the images that a reader of the scores has to know.</summary>
/// <param name="ImageCount">The images whose features were computed.</param>
/// <param name="Skipped">The images that could not be read and were left out, in their order.</param>
/// <param name="IgnoredFiles">What lay in the source and is no picture by its name.</param>
/// <param name="Sizes">The sizes of the images, the most frequent first.</param>
/// <param name="NetworkInput">The size that the network takes.</param>
/// <param name="ContentHash">The images by their bytes, in their order: see <see cref="Images.ContentHash.Combine"/>.</param>
/// <param name="Seconds">The time from the first byte read to the last feature.</param>
public sealed record ExtractionReport(
    long ImageCount,
    IReadOnlyList<SkippedImage> Skipped,
    IReadOnlyList<string> IgnoredFiles,
    IReadOnlyList<ImageSizeCount> Sizes,
    InputShape NetworkInput,
    string ContentHash,
    double Seconds)
{
    /// <summary>Gets the images whose size was not the network's, so that they were resized.</summary>
    public long ResizedCount => ResizedSizes.Sum(size => size.Count);

    /// <summary>Gets the sizes that are not the network's, the most frequent first.</summary>
    public IEnumerable<ImageSizeCount> ResizedSizes => Sizes.Where(size => size.Width != NetworkInput.Width || size.Height != NetworkInput.Height);

    /// <summary>Gets the images whose aspect ratio was not the network's, so that they were squashed or cropped.</summary>
    public long ReshapedCount => Sizes.Where(size => (long)size.Width * NetworkInput.Height != (long)size.Height * NetworkInput.Width).Sum(size => size.Count);
}
