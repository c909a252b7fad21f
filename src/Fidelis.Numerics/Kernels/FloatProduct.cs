using System.Globalization;

namespace Fidelis.Numerics.Kernels;

/// <summary>The product of two float32 matrices in row-major order, either of which may be stored transposed.</summary>
/// <remarks>
/// A row of the product depends neither on the number of rows, nor on its place among them, nor on the number of threads.
/// </remarks>
public static class FloatProduct
{
    /// <summary>Computes <c>C = A B</c>.</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A and rows of B; where it is 0, C is zero.</param>
    /// <param name="a">A, <c>[m, k]</c>, or <c>[k, m]</c> where it is stored transposed.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="b">B, <c>[k, n]</c>, or <c>[n, k]</c> where it is stored transposed.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="c">Receives C, <c>[m, n]</c>; it is overwritten.</param>
    /// <exception cref="ArgumentException">A size is negative, a length does not match the sizes, or C overlaps A or B.</exception>
    public static void Multiply(
        int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, Span<float> c)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ProductSize size = new(m, n, k);
        KernelGuards.RequireLength(a.Length, checked(m * k), size, nameof(a));
        KernelGuards.RequireLength(b.Length, checked(k * n), size, nameof(b));
        KernelGuards.RequireLength(c.Length, checked(m * n), size, nameof(c));
        KernelGuards.RequireApart(c, a);
        KernelGuards.RequireApart(c, b);
        Multiply(InstructionSets.ActiveTier, m, n, k, a, transposeA, b, transposeB, c);
    }

    /// <summary>Computes <c>C = A B</c> with kernels of choice, without looking at the lengths.</summary>
    /// <param name="tier">The kernels.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A and rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="b">B.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="c">Receives C.</param>
    internal static unsafe void Multiply(
        KernelTier tier, int m, int n, int k, ReadOnlySpan<float> a, bool transposeA, ReadOnlySpan<float> b, bool transposeB, Span<float> c)
    {
        fixed (float* left = a, right = b, result = c)
        {
            LeftMatrix leftFactor = new(left, transposeA ? m : k, transposeA);
            RightMatrix rightFactor = new(right, transposeB ? k : n, transposeB);
            BlockedProduct.Multiply(tier, m, n, k, leftFactor, rightFactor, result);
        }
    }

    /// <summary>The sizes of a product, for messages.</summary>
    private readonly record struct ProductSize(int M, int N, int K)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"a product of {M} x {K} with {K} x {N}");
    }
}
