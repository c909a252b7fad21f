using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>That of DINOv2 and of its forerunners: antialiased bicubic as in Pillow, then as for torchvision's classifiers.</summary>
/// <remarks>M. Oquab et al., DINOv2: Learning Robust Visual Features without Supervision, 2023, https://arxiv.org/abs/2304.07193.</remarks>
public sealed class DinoPreprocessing() : ResizingPreprocessing(
    "dinov2",
    new Resampler(new PillowBicubic(), Overshoot.Clip),
    "antialiased bicubic (Pillow, float32, clipped to 0..255)",
    new ChannelScaling(0, 1, ImageNetPreprocessing.Means, ImageNetPreprocessing.Deviations, isBgr: false));
