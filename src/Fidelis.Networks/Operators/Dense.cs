using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>The fully connected map <c>x Wᵀ + b</c>.</summary>
public static class Dense
{
    /// <summary>Computes <c>x Wᵀ + b</c>.</summary>
    /// <param name="x">Rows <c>[n, in]</c>.</param>
    /// <param name="weights">Weights <c>[out, in]</c>.</param>
    /// <param name="bias">A number for each output <c>[out]</c>.</param>
    /// <returns>Rows <c>[n, out]</c>.</returns>
    public static Variable Apply(Variable x, Variable weights, Variable bias)
    {
        Require.Rank(x, 2, "[n, in]");
        return Addition.Apply(MatrixMultiplication.Apply(x, weights, transposeB: true), Summation.Repeat(bias, 0, x.Shape[0]));
    }
}
