using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// What stands in the graph of 2015-12-05 before its first convolution, and so in TTUR, torch-fidelity, guided-diffusion and TF-GAN: the
/// bilinear interpolation of TensorFlow 1, which is not antialiased, then <c>(x - 128) / 128</c>. White becomes 0.9921875, not 1.
/// </summary>
public sealed class TensorFlowPreprocessing() : ResizingPreprocessing(
    "tf1", new Resampler(new TensorFlowBilinear(), Overshoot.Keep), "bilinear (TensorFlow 1, float32, not antialiased)", 128f, "(x-128)/128");
