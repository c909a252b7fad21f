namespace Fidelis.Imaging.Resampling;

/// <summary>
/// The operations, with their order and their rounding, by which weighted source samples become an output sample. Whatever is chosen, the
/// result of each pass is float32, and the digits depend neither on the width of the registers nor on the number of threads.
/// </summary>
public enum ResamplingArithmetic
{
    /// <summary>float64: products and sums are rounded apart from each other, the first source sample first. Pillow's, in mode F.</summary>
    Float64Sum,

    /// <summary>float32: each product is added without a rounding of its own, the first source sample first.</summary>
    Float32FusedSum,

    /// <summary>float32: each product is added without a rounding of its own, the last source sample first. PyTorch's, for two samples.</summary>
    Float32FusedSumFromLast,

    /// <summary>float32: <c>a + (b - a) w</c> for two source samples a and b, w being the weight of b. TensorFlow's.</summary>
    Float32Interpolation,
}
