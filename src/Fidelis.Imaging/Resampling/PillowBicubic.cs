namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Pillow's antialiased bicubic in floating point: what clean-fid (Parmar, Zhang, Zhu, 2022, "On Aliased Resizing and Surprising
/// Subtleties in GAN Evaluation", https://arxiv.org/abs/2104.11222) does with each channel in Pillow's mode <c>F</c>.
/// </summary>
/// <remarks>
/// The filter is cubic convolution with a = -1/2 (Keys, 1981, "Cubic convolution interpolation for digital image processing",
/// IEEE ASSP 29:1153-1160).
/// </remarks>
public sealed class PillowBicubic : IResamplingKernel
{
    /// <inheritdoc/>
    public string Id => "pillow-bicubic";

    /// <inheritdoc/>
    public string Summary => "Cubic convolution (a = -1/2), antialiased, as in Pillow's mode F";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float64Sum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights) => ConvolutionFilter.Weigh(input, output, q, 2, Filter, weights);

    private static double Filter(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x < 1 ? (((((A + 2) * x) - (A + 3)) * x) * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x - 4) * A
            : 0;
    }
}
