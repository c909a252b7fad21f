namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Pillow's box in floating point (mode <c>F</c>): the plain mean of the source samples whose centres lie within an output sample. A
/// picture that grows repeats its nearest samples.
/// </summary>
/// <remarks>
/// A source sample counts wholly or not at all; <see cref="AreaAverage"/> weighs it by its share. A centre on a border belongs to the
/// output sample on its left.
/// </remarks>
public sealed class PillowBox : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "pillow-box";

    /// <inheritdoc/>
    public string Summary => "Mean of the samples whose centres lie within, as in Pillow's mode F";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float64Sum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights) =>
        ConvolutionFilter.Weigh(input, output, q, 0.5, x => x is > -0.5 and <= 0.5 ? 1 : 0, weights);
}
