namespace Fidelis.Onnx.Layers;

/// <summary>In which order a tensor of four axes holds an image.</summary>
public enum TensorLayout
{
    /// <summary><c>[n, channels, height, width]</c>, as PyTorch and all convolutions of ONNX have it.</summary>
    ChannelsFirst,

    /// <summary><c>[n, height, width, channels]</c>, as TensorFlow and Keras have it.</summary>
    ChannelsLast,
}
