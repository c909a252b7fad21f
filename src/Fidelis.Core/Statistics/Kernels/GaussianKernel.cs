using System.Numerics;

namespace Fidelis.Statistics.Kernels;

/// <summary>The Gaussian kernel k(x, y) = exp(-‖x - y‖² / 2σ²), also called the radial basis function, in float64.</summary>
/// <param name="sigma">σ, positive.</param>
/// <param name="normalised">Whether x and y are brought to length 1 first. None of them may then be zero.</param>
internal sealed class GaussianKernel(double sigma, bool normalised) : IKernel
{
    private readonly double scale = -0.5 / (sigma * sigma);

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> products, double squaredNorm, ReadOnlySpan<double> squaredNorms, Span<double> values)
    {
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = normalised
                ? 2 - (2 * products[j] / Math.Sqrt(squaredNorm * squaredNorms[j]))
                : squaredNorm + squaredNorms[j] - (2.0 * products[j]);
        }

        int i = 0;
        for (; i <= values.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector.Exp(new Vector<double>(values[i..]) * scale).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Vector.Exp(new Vector<double>(values[i] * scale))[0];
        }
    }
}
