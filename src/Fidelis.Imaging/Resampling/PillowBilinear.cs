namespace Fidelis.Imaging.Resampling;

/// <summary>Pillow's antialiased bilinear in floating point (mode <c>F</c>): the filter is <c>1 - |x|</c>.</summary>
public sealed class PillowBilinear : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "pillow-bilinear";

    /// <inheritdoc/>
    public string Summary => "Linear interpolation, antialiased, as in Pillow's mode F";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float64Sum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights) =>
        ConvolutionFilter.Weigh(input, output, q, 1, x => Math.Max(1 - Math.Abs(x), 0), weights);
}
