using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of Keras's Inception, Xception and MobileNet (its mode <c>tf</c>): the bilinear interpolation of TensorFlow 2, which is not antialiased,
/// then <c>x / 127.5 - 1</c>.
/// </summary>
public sealed class KerasPreprocessing() : ResizingPreprocessing(
    "keras", new Resampler(new HalfPixelBilinear(), Overshoot.Keep), "bilinear (TensorFlow 2, float32, not antialiased)", 127.5f, "x/127.5-1");
