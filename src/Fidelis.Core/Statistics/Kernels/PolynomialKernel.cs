using System.Numerics;

namespace Fidelis.Statistics.Kernels;

/// <summary>The polynomial kernel k(x, y) = (γ xᵀy + c)^degree, in float64.</summary>
/// <param name="degree">The degree, from 1.</param>
/// <param name="gamma">γ, positive.</param>
/// <param name="coefficient">c.</param>
internal sealed class PolynomialKernel(int degree, double gamma, double coefficient) : IKernel
{
    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<float> products, double squaredNorm, ReadOnlySpan<double> squaredNorms, Span<double> values)
    {
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(products[i..]), out Vector<double> low, out Vector<double> high);
            Power((low * gamma) + new Vector<double>(coefficient)).CopyTo(values[i..]);
            Power((high * gamma) + new Vector<double>(coefficient)).CopyTo(values[(i + Vector<double>.Count)..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Power(new Vector<double>((products[i] * gamma) + coefficient))[0];
        }
    }

    private Vector<double> Power(Vector<double> inner)
    {
        Vector<double> power = inner;
        for (int i = 1; i < degree; i++)
        {
            power *= inner;
        }

        return power;
    }
}
