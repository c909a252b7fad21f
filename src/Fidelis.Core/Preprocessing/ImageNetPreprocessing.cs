using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of torchvision's classifiers: bilinear interpolation, antialiased as in Pillow, then <c>x / 255</c>, minus the mean and over the deviation of
/// ImageNet's training images, channel by channel.
/// </summary>
/// <remarks>
/// torchvision resizes to a larger size and cuts the border off, and rounds to whole levels in between. Neither is done here: the border is part
/// of what is judged, and <c>--fit</c> says what becomes of other aspect ratios.
/// </remarks>
public sealed class ImageNetPreprocessing() : ResizingPreprocessing(
    "imagenet",
    new Resampler(new PillowBilinear(), Overshoot.Clip),
    "antialiased bilinear (Pillow, float32)",
    new ChannelScaling(0, 1, Means, Deviations, isBgr: false))
{
    /// <summary>Gets the mean of red, green and blue, in [0, 1], as torchvision writes it.</summary>
    internal static IReadOnlyList<float> Means { get; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Gets the deviation of red, green and blue, in [0, 1], as torchvision writes it.</summary>
    internal static IReadOnlyList<float> Deviations { get; } = [0.229f, 0.224f, 0.225f];
}
