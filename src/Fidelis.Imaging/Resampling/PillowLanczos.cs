namespace Fidelis.Imaging.Resampling;

/// <summary>
/// Pillow's antialiased Lanczos in floating point (mode <c>F</c>): the filter is <c>sinc(x) sinc(x / 3)</c> with
/// <c>sinc(x) = sin(pi x) / (pi x)</c>, cut off at 3 (Duchon, 1979, "Lanczos filtering in one and two dimensions", J. Appl. Meteor.
/// 18:1016-1022).
/// </summary>
public sealed class PillowLanczos : IResamplingKernel
{
    private const double Radius = 3;

    /// <inheritdoc/>
    public string Id => "pillow-lanczos";

    /// <inheritdoc/>
    public string Summary => "Lanczos of radius 3, antialiased, as in Pillow's mode F";

    /// <inheritdoc/>
    public ResamplingArithmetic Arithmetic => ResamplingArithmetic.Float64Sum;

    /// <inheritdoc/>
    public int Weigh(int input, int output, int q, List<double> weights) =>
        ConvolutionFilter.Weigh(input, output, q, Radius, x => x is >= -Radius and < Radius ? Sinc(x) * Sinc(x / Radius) : 0, weights);

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(x * Math.PI) / (x * Math.PI);
}
