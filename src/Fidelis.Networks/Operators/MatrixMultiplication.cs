using Fidelis.Networks.Autodiff;

namespace Fidelis.Networks.Operators;

/// <summary>The product of two matrices, either of which may be taken transposed.</summary>
public static class MatrixMultiplication
{
    /// <summary>Computes <c>A B</c>, where A is <paramref name="a"/> or its transpose, and B is <paramref name="b"/> or its transpose.</summary>
    /// <param name="a">A matrix <c>[m, k]</c>, or <c>[k, m]</c> to be transposed.</param>
    /// <param name="b">A matrix <c>[k, n]</c>, or <c>[n, k]</c> to be transposed.</param>
    /// <param name="transposeA">True to transpose the first.</param>
    /// <param name="transposeB">True to transpose the second.</param>
    /// <returns>The product <c>[m, n]</c>. A row of it does not depend on the number of rows.</returns>
    public static Variable Apply(Variable a, Variable b, bool transposeA = false, bool transposeB = false)
    {
        Require.Rank(a, 2, "a matrix");
        Require.Rank(b, 2, "a matrix");
        (int m, int k) = transposeA ? (a.Shape[1], a.Shape[0]) : (a.Shape[0], a.Shape[1]);
        (int inner, int n) = transposeB ? (b.Shape[1], b.Shape[0]) : (b.Shape[0], b.Shape[1]);
        if (inner != k)
        {
            throw new ArgumentException($"The inner lengths of a product must be equal, but they are {k} and {inner}.", nameof(b));
        }

        Tensor product = a.Tape.Rent(m, n);
        MatrixKernel.Multiply(m, n, k, a.Value.Data, transposeA, b.Value.Data, transposeB, product.Data);
        return a.Tape.Record(
            product,
            (a, gradient => transposeA ? Apply(b, gradient, transposeB, true) : Apply(gradient, b, false, !transposeB)),
            (b, gradient => transposeB ? Apply(gradient, a, true, transposeA) : Apply(a, gradient, !transposeA, false)));
    }
}
