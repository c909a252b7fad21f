namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The matrix product as the textbook writes it, summed in float64: slow, obvious, and what the fast path is tested against.
/// </summary>
internal static class PlainProduct
{
    /// <summary>Computes <c>C = A B</c>, where either factor may be stored transposed.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A and rows of B.</param>
    /// <param name="a">A, <c>[m, k]</c>, or <c>[k, m]</c> where it is stored transposed.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="b">B, <c>[k, n]</c>, or <c>[n, k]</c> where it is stored transposed.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="c">Receives C, <c>[m, n]</c>.</param>
    public static void Multiply(
        int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, Span<float> c)
    {
        for (int row = 0; row < m; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double sum = 0;
                for (int i = 0; i < k; i++)
                {
                    sum += (double)a[transposeA ? (i * m) + row : (row * k) + i] * b[transposeB ? (column * k) + i : (i * n) + column];
                }

                c[(row * n) + column] = (float)sum;
            }
        }
    }
}
