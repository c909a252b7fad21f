using System.Runtime.CompilerServices;
using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Finds the singular values of an upper bidiagonal matrix, even tiny ones to high relative accuracy.</summary>
/// <remarks>
/// The QR iteration of Demmel and Kahan, "Accurate singular values of bidiagonal matrices", SIAM J. Sci. Stat. Comput. 11, 1990. A
/// shift that would spoil the relative accuracy of the smallest value is replaced by zero, for which there is a sweep without
/// subtractions. A block is always chased from its large end to its small one; since only values are wanted, a block that grows is
/// simply reversed, which is a transposition.
/// </remarks>
internal static class BidiagonalQr
{
    private const double Roundoff = 1.1102230246251565e-16; // 2^-53
    private const double Tolerance = 10 * Roundoff;
    private const double SmallestNormal = 2.2250738585072014e-308; // 2^-1022
    private const int SweepsPerValue = 30;

    /// <summary>Diagonalises; the diagonal becomes the singular values, in no order.</summary>
    /// <param name="diagonal">The diagonal <c>[n]</c>, near 1 in magnitude at most.</param>
    /// <param name="offDiagonal">The elements above it <c>[n - 1]</c>; destroyed.</param>
    internal static void Diagonalize(double[] diagonal, double[] offDiagonal)
    {
        int size = diagonal.Length;
        long remaining = (long)SweepsPerValue * size;
        double threshold = NegligibleElement(diagonal, offDiagonal);
        int blockFirst = -1;
        int blockLast = -1;
        int last = size - 1;
        while (last > 0)
        {
            int first = FindStart(diagonal, offDiagonal, last, threshold);
            if (first == last)
            {
                last--;
                continue;
            }

            Span<double> d = diagonal.AsSpan(first..(last + 1));
            Span<double> e = offDiagonal.AsSpan(first..last);
            if (e.Length == 1)
            {
                (d[1], d[0]) = TwoByTwo(d[0], e[0], d[1]);
                e[0] = 0;
                continue;
            }

            // Within a block that only shrinks the direction is kept: turning it round at every sweep would undo what was gained.
            if (first > blockLast || last < blockFirst)
            {
                if (Math.Abs(d[0]) < Math.Abs(d[^1]))
                {
                    d.Reverse();
                    e.Reverse();
                }
            }

            (blockFirst, blockLast) = (first, last);
            if (Split(d, e, out double smallest))
            {
                continue;
            }

            if (remaining-- == 0)
            {
                Throw.NoConvergence("QR iteration for singular values", SweepsPerValue * size);
            }

            double shift = Shift(d, e, smallest);
            if (shift == 0)
            {
                ZeroShiftSweep(d, e);
            }
            else
            {
                ShiftedSweep(d, e, shift);
            }
        }

        for (int i = 0; i < size; i++)
        {
            diagonal[i] = Math.Abs(diagonal[i]);
        }
    }

    // What can be set to zero anywhere: the tolerance times a lower bound of the smallest singular value.
    private static double NegligibleElement(double[] diagonal, double[] offDiagonal)
    {
        if (diagonal.Length == 0)
        {
            return 0;
        }

        double mu = Math.Abs(diagonal[0]);
        double smallest = mu;
        for (int i = 1; i < diagonal.Length && smallest > 0; i++)
        {
            mu = Math.Abs(diagonal[i]) * (mu / (mu + Math.Abs(offDiagonal[i - 1])));
            smallest = Math.Min(smallest, mu);
        }

        double size = diagonal.Length;
        return Math.Max(Tolerance * smallest / Math.Sqrt(size), SweepsPerValue * size * size * SmallestNormal);
    }

    private static int FindStart(double[] diagonal, double[] offDiagonal, int last, double threshold)
    {
        for (int i = last - 1; i >= 0; i--)
        {
            if (Math.Abs(offDiagonal[i]) <= threshold)
            {
                offDiagonal[i] = 0;
                return i + 1;
            }
        }

        return 0;
    }

    // Demmel and Kahan's two criteria for a block that is chased downwards. smallest: a lower bound of its smallest singular value,
    // within a factor of the square root of its size.
    private static bool Split(Span<double> d, Span<double> e, out double smallest)
    {
        smallest = 0;
        if (Math.Abs(e[^1]) <= Tolerance * Math.Abs(d[^1]))
        {
            e[^1] = 0;
            return true;
        }

        double mu = Math.Abs(d[0]);
        smallest = mu;
        for (int i = 0; i < e.Length; i++)
        {
            if (Math.Abs(e[i]) <= Tolerance * mu)
            {
                e[i] = 0;
                return true;
            }

            mu = Math.Abs(d[i + 1]) * (mu / (mu + Math.Abs(e[i])));
            smallest = Math.Min(smallest, mu);
        }

        return false;
    }

    private static double Shift(ReadOnlySpan<double> d, ReadOnlySpan<double> e, double smallest)
    {
        double largest = 0;
        for (int i = 0; i < d.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(d[i]));
        }

        for (int i = 0; i < e.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(e[i]));
        }

        if (d.Length * Tolerance * (smallest / largest) <= Roundoff)
        {
            return 0;
        }

        double shift = TwoByTwo(d[^2], e[^1], d[^1]).Smaller;
        double ratio = shift / Math.Abs(d[0]);
        return ratio * ratio < Roundoff ? 0 : shift;
    }

    private static void ZeroShiftSweep(Span<double> d, Span<double> e)
    {
        double cosine = 1;
        double oldCosine = 1;
        double oldSine = 0;
        for (int i = 0; i < e.Length; i++)
        {
            (cosine, double sine, double length) = PlaneRotation.Find(d[i] * cosine, e[i]);
            if (i > 0)
            {
                e[i - 1] = oldSine * length;
            }

            (oldCosine, oldSine, d[i]) = PlaneRotation.Find(oldCosine * length, d[i + 1] * sine);
        }

        double h = d[^1] * cosine;
        d[^1] = h * oldCosine;
        e[^1] = h * oldSine;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShiftedSweep(Span<double> d, Span<double> e, double shift)
    {
        // (d^2 - shift^2) / d without cancellation between the squares.
        double f = (Math.Abs(d[0]) - shift) * (Math.CopySign(1, d[0]) + (shift / d[0]));
        double g = e[0];
        for (int i = 0; i < e.Length; i++)
        {
            (double cosine, double sine, double length) = PlaneRotation.Find(f, g);
            if (i > 0)
            {
                e[i - 1] = length;
            }

            f = (cosine * d[i]) + (sine * e[i]);
            e[i] = (cosine * e[i]) - (sine * d[i]);
            g = sine * d[i + 1];
            d[i + 1] *= cosine;
            (cosine, sine, d[i]) = PlaneRotation.Find(f, g);
            f = (cosine * e[i]) + (sine * d[i + 1]);
            d[i + 1] = (cosine * d[i + 1]) - (sine * e[i]);
            if (i + 1 < e.Length)
            {
                g = sine * e[i + 1];
                e[i + 1] *= cosine;
            }
        }

        e[^1] = f;
    }

    // The singular values of the triangle (f, g; 0, h): of their sum and difference, sqrt((f + h)^2 + g^2) and sqrt((f - h)^2 + g^2)
    // for f, h >= 0, half the sum is the larger one, and f h divided by it the smaller one: no cancellation.
    private static (double Smaller, double Larger) TwoByTwo(double f, double g, double h)
    {
        f = Math.Abs(f);
        h = Math.Abs(h);
        double sum = PlaneRotation.Find(f + h, g).Length;
        double difference = PlaneRotation.Find(f - h, g).Length;
        double larger = 0.5 * (Math.Abs(sum) + Math.Abs(difference));
        return larger == 0 ? (0, 0) : (Math.Min(f, h) * (Math.Max(f, h) / larger), larger);
    }
}
