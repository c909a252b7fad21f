using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of torchmetrics since it antialiases by default: bilinear interpolation as in PyTorch with <c>antialias=True</c>, then
/// <c>(x - 128) / 128</c>. Its levels become float32 before they are resized, and nothing is rounded to whole levels afterwards.
/// </summary>
/// <remarks>
/// Pictures that are given to it as float with <c>normalize=True</c> lose their fractions to its <c>(255 x).byte()</c> before that. Images that are read
/// from files have none.
/// </remarks>
public sealed class TorchMetricsPreprocessing() : ResizingPreprocessing(
    "torchmetrics", new Resampler(new AntialiasedBilinear(), Overshoot.Keep), "antialiased bilinear (PyTorch, float32)", 128f, "(x-128)/128");
