using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>The way to a network that its user describes: a kernel, a range, and a mean and a deviation for each channel.</summary>
public sealed class DescribedPreprocessing : ResizingPreprocessing
{
    /// <summary>The id by which messages speak of it; no name on the command line.</summary>
    public const string DescribedId = "described";

    /// <summary>Initializes a way.</summary>
    /// <param name="kernel">What resizes.</param>
    /// <param name="low">What level 0 becomes before the mean is subtracted.</param>
    /// <param name="high">What level 255 becomes; more than <paramref name="low"/>.</param>
    /// <param name="means">The mean of each of the 3 channels, in the order in which the network takes them.</param>
    /// <param name="deviations">The deviation of each channel, positive.</param>
    /// <param name="isBgr">Whether the network takes blue first.</param>
    public DescribedPreprocessing(IResamplingKernel kernel, float low, float high, IReadOnlyList<float> means, IReadOnlyList<float> deviations, bool isBgr)
        : base(
            DescribedId,
            new Resampler(kernel, Overshoot.Clip),
            $"{kernel?.Id} (float32, clipped to 0..255)",
            new ChannelScaling(low, high, means, deviations, isBgr))
    {
    }
}
