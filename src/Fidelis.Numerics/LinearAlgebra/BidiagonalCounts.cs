using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Counts how many squared singular values of an upper bidiagonal matrix B lie below a number x, and finds the logarithmic derivative of
/// <c>det(B^T B - x)</c>, at many numbers at once.
/// </summary>
/// <remarks>
/// <para>
/// The pivots of <c>B^T B - x = L D L^T</c> by the stationary qd transformation in its differential form (K. V. Fernando, B. N. Parlett, Accurate singular values and
/// differential qd algorithms, 1994): with <c>q = d^2</c>, <c>g = e^2</c> and s = -x at first,
/// </para>
/// <code>
///   pivot = s + q,   s = g (s / pivot) - x
/// </code>
/// <para>
/// As many pivots are negative as there are values below x (Sylvester). No difference of computed numbers is taken but that of s and x: the count is that of a matrix whose
/// elements differ from those of B by a few roundings each, however unlike in size they are. The derivative of the determinant's logarithm is the sum of <c>pivot' / pivot</c>,
/// and the pivots' derivatives follow from the same line.
/// </para>
/// <para>
/// One number waits for its division in every row, so that four registers of them take their turns.
/// </para>
/// </remarks>
internal sealed unsafe class BidiagonalCounts
{
    /// <summary>The numbers that one pass looks at.</summary>
    internal const int Lanes = 4 * VectorLanes;

    private const int VectorLanes = 8;

    // Half of the rounding of q.
    private const double Nudge = 5.551115123125783e-17; // 2^-54

    // Of s and its pivot: below it the product with g would come after an underflow. The pivot is then far above the smallest numbers.
    private const double SmallestQuotient = 1.1830521861667747e-271; // 2^-900

    // Where q is zero, s may be zero too; anything above zero in its place moves no value by more than its own root.
    private const double SmallestSquare = 1.0507614211323843e-286; // 2^-950

    private readonly double[] q;
    private readonly double[] g;

    /// <summary>Takes a matrix.</summary>
    /// <param name="diagonal">Its diagonal <c>[n]</c>, n from 1; at most 2^450 in magnitude.</param>
    /// <param name="offDiagonal">The elements above it <c>[n - 1]</c>, as large at most.</param>
    internal BidiagonalCounts(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal)
    {
        q = new double[diagonal.Length];
        g = new double[diagonal.Length];
        for (int i = 0; i < q.Length; i++)
        {
            q[i] = Math.Max(diagonal[i] * diagonal[i], SmallestSquare);
            g[i] = i < offDiagonal.Length ? offDiagonal[i] * offDiagonal[i] : 0;
        }
    }

    /// <summary>Counts.</summary>
    /// <param name="points">The numbers x <c>[<see cref="Lanes"/>]</c>, above zero.</param>
    /// <param name="counts">Receives how many squared values lie below each <c>[<see cref="Lanes"/>]</c>.</param>
    /// <param name="slopes">Receives the sum of <c>1 / (x - value)</c> over the squared values, infinite or NaN where it overflows <c>[<see cref="Lanes"/>]</c>.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void At(double* points, double* counts, double* slopes)
    {
        Vector512<double> minusX0 = -Vector512.Load(points), minusX1 = -Vector512.Load(points + 8), minusX2 = -Vector512.Load(points + 16), minusX3 = -Vector512.Load(points + 24);
        Vector512<double> s0 = minusX0, s1 = minusX1, s2 = minusX2, s3 = minusX3;
        Vector512<double> minusOne = Vector512.Create(-1.0);
        Vector512<double> t0 = minusOne, t1 = minusOne, t2 = minusOne, t3 = minusOne;
        Vector512<double> slope0 = Vector512<double>.Zero, slope1 = slope0, slope2 = slope0, slope3 = slope0;
        Vector512<double> count0 = slope0, count1 = slope0, count2 = slope0, count3 = slope0;
        fixed (double* squares = q, besides = g)
        {
            for (int i = 0; i < q.Length; i++)
            {
                Vector512<double> row = Vector512.Create(squares[i]);
                Vector512<double> beside = Vector512.Create(besides[i]);

                // A pivot of zero is that of a q that is smaller by half its rounding.
                Vector512<double> instead = Vector512.Create(-Nudge * squares[i]);
                Step(row, beside, instead, minusX0, ref s0, ref t0, ref slope0, ref count0);
                Step(row, beside, instead, minusX1, ref s1, ref t1, ref slope1, ref count1);
                Step(row, beside, instead, minusX2, ref s2, ref t2, ref slope2, ref count2);
                Step(row, beside, instead, minusX3, ref s3, ref t3, ref slope3, ref count3);
            }
        }

        slope0.Store(slopes);
        slope1.Store(slopes + 8);
        slope2.Store(slopes + 16);
        slope3.Store(slopes + 24);
        count0.Store(counts);
        count1.Store(counts + 8);
        count2.Store(counts + 16);
        count3.Store(counts + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        Vector512<double> row,
        Vector512<double> beside,
        Vector512<double> instead,
        Vector512<double> minusX,
        ref Vector512<double> s,
        ref Vector512<double> t,
        ref Vector512<double> slope,
        ref Vector512<double> count)
    {
        Vector512<double> pivot = s + row;
        pivot = Vector512.ConditionalSelect(Vector512.Equals(pivot, Vector512<double>.Zero), instead, pivot);
        Vector512<double> inverse = Vector512<double>.One / pivot;
        count += Vector512.ConditionalSelect(Vector512.LessThan(pivot, Vector512<double>.Zero), Vector512<double>.One, Vector512<double>.Zero);
        Vector512<double> ofPivot = s * inverse;
        Vector512<double> isSmall = Vector512.LessThan(Vector512.Abs(ofPivot), Vector512.Create(SmallestQuotient));
        s = Vector512.ConditionalSelect(isSmall, beside * inverse * s, beside * ofPivot) + minusX;

        // t = s', which is pivot' as well, and (s / pivot)' = t q / pivot^2.
        Vector512<double> quotient = t * inverse;
        slope += quotient;
        t = Vector512.MultiplyAddEstimate(beside, quotient * (row * inverse), -Vector512<double>.One);
    }
}
