using Fidelis.Imaging.Resampling;

namespace Fidelis.Preprocessing;

/// <summary>
/// That of Keras's ResNet and VGG (its mode <c>caffe</c>): the bilinear interpolation of TensorFlow 2, which is not antialiased, then blue before
/// green before red, minus the mean of ImageNet's training images.
/// </summary>
public sealed class KerasCaffePreprocessing() : ResizingPreprocessing(
    "keras-caffe",
    new Resampler(new HalfPixelBilinear(), Overshoot.Keep),
    "bilinear (TensorFlow 2, float32, not antialiased)",
    new ChannelScaling(0, 255, [103.939f, 116.779f, 123.68f], [1, 1, 1], isBgr: true));
