using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of CLIP: antialiased bicubic as in Pillow, then <c>x / 255</c>, minus the mean and over the deviation of CLIP's training images, channel by
/// channel.
/// </summary>
/// <remarks>A. Radford et al., Learning Transferable Visual Models From Natural Language Supervision, 2021, https://arxiv.org/abs/2103.00020.</remarks>
public sealed class ClipPreprocessing() : ResizingPreprocessing(
    "clip",
    new Resampler(new PillowBicubic(), Overshoot.Clip),
    "antialiased bicubic (Pillow, float32, clipped to 0..255)",
    new ChannelScaling(0, 1, [0.48145466f, 0.4578275f, 0.40821073f], [0.26862954f, 0.26130258f, 0.27577711f], isBgr: false));
