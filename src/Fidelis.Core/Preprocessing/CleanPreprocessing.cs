using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// clean-fid's: antialiased bicubic as in Pillow's mode F, clipped to [0, 255] and never rounded to whole levels, then <c>(x - 128) / 128</c>.
/// </summary>
/// <remarks>
/// G. Parmar, R. Zhang, J.-Y. Zhu, On Aliased Resizing and Surprising Subtleties in GAN Evaluation, 2022, https://arxiv.org/abs/2104.11222.
/// </remarks>
public sealed class CleanPreprocessing() : ResizingPreprocessing(
    "clean", new Resampler(new PillowBicubic(), Overshoot.Clip), "antialiased bicubic (Pillow, float32, clipped to 0..255)", 128f, "(x-128)/128");
