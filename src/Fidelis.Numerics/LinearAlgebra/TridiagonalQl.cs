using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Diagonalises a symmetric tridiagonal matrix by the implicit QL iteration.</summary>
/// <remarks>
/// Bowdler, Martin, Reinsch and Wilkinson, 1968, with Wilkinson's shift. Each unreduced block is walked from the end with the smaller
/// diagonal element, because QL keeps the accuracy of matrices that grow from its first row to its last: a block that shrinks is read
/// backwards. An off-diagonal element is dropped where <c>e^2 &lt;= u^2 |d| |d'|</c>, that is where it is below the rounding of its
/// neighbours.
/// </remarks>
internal static class TridiagonalQl
{
    private const double Roundoff = 1.1102230246251565e-16; // 2^-53
    private const double SmallestSquare = 2.2250738585072014e-308; // 2^-1022
    private const int SweepsPerValue = 30;

    /// <summary>Diagonalises; the diagonal becomes the eigenvalues, in no order.</summary>
    /// <param name="diagonal">The diagonal <c>[n]</c>, near 1 in magnitude at most.</param>
    /// <param name="offDiagonal">The elements beside it <c>[n - 1]</c>; destroyed.</param>
    /// <param name="rotations">Receives the rotations in their order.</param>
    internal static void Diagonalize(double[] diagonal, double[] offDiagonal, RotatedRows rotations)
    {
        int size = diagonal.Length;
        long remaining = (long)SweepsPerValue * size;
        for (int start = 0; start < size;)
        {
            int end = start;
            while (end < size - 1 && !IsNegligible(offDiagonal[end], diagonal[end], diagonal[end + 1]))
            {
                end++;
            }

            if (end < size - 1)
            {
                offDiagonal[end] = 0;
            }

            bool backwards = Math.Abs(diagonal[end]) < Math.Abs(diagonal[start]);
            Block block = new(diagonal, offDiagonal, backwards ? end : start, backwards ? -1 : 1);
            for (int first = 0; first <= end - start;)
            {
                int last = block.FindEnd(first, end - start);
                if (last == first)
                {
                    first++;
                    continue;
                }

                if (remaining-- == 0)
                {
                    Throw.NoConvergence("QL iteration for eigenvalues", SweepsPerValue * size);
                }

                block.Sweep(first, last, rotations);
            }

            start = end + 1;
        }
    }

    private static bool IsNegligible(double e, double d, double next) =>
        e * e <= (Roundoff * Math.Abs(d) * (Roundoff * Math.Abs(next))) + SmallestSquare;

    // One unreduced block, read forwards (step 1) or backwards (step -1) from its origin.
    private readonly struct Block(double[] diagonal, double[] offDiagonal, int origin, int step)
    {
        private ref double D(int k) => ref diagonal[origin + (k * step)];

        // The element between k and k + 1.
        private ref double E(int k) => ref offDiagonal[step > 0 ? origin + k : origin - k - 1];

        internal int FindEnd(int first, int limit)
        {
            for (int k = first; k < limit; k++)
            {
                if (IsNegligible(E(k), D(k), D(k + 1)))
                {
                    E(k) = 0;
                    return k;
                }
            }

            return limit;
        }

        // One implicit QL step: the shift enters at the end of the block, and the bulge is chased to its beginning.
        internal void Sweep(int first, int last, RotatedRows rotations)
        {
            double p = D(first);
            double e = E(first);
            double half = (D(first + 1) - p) / (2 * e);
            double g = D(last) - p + (e / (half + Math.CopySign(Hypotenuse(half), half)));
            double sine = 1;
            double cosine = 1;
            p = 0;
            rotations.BeginSweep(origin + (last * step), -step);
            for (int i = last - 1; i >= first; i--)
            {
                double f = sine * E(i);
                double b = cosine * E(i);
                (cosine, sine, double length) = PlaneRotation.Find(g, f);
                if (i != last - 1)
                {
                    E(i + 1) = length;
                }

                g = D(i + 1) - p;
                double r = ((D(i) - g) * sine) + (2 * cosine * b);
                p = sine * r;
                D(i + 1) = g + p;
                g = (cosine * r) - b;
                rotations.Add(cosine, sine);
            }

            D(first) -= p;
            E(first) = g;
        }

        // sqrt(1 + x^2), also where the square overflows.
        private static double Hypotenuse(double x) => Math.Abs(x) > 1e10 ? Math.Abs(x) : Math.Sqrt(1 + (x * x));
    }
}
