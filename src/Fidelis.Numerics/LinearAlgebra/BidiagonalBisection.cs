using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Finds the singular values of an upper bidiagonal matrix, even tiny ones to high relative accuracy.</summary>
/// <remarks>
/// <para>
/// Each value is enclosed by <see cref="BidiagonalCounts">counts</see>: between two numbers below which there lie i and more than i values (W. Givens, 1954). An enclosure is cut in equal ratios, so that tiny values are
/// found as quickly as large ones, and at as many places as there are values that share it. Once a value is alone in its enclosure, Newton's steps for the
/// determinant take over, which double the digits; where they leave it, or do not shorten, it is cut.
/// </para>
/// <para>
/// The QR iteration is one chain of square roots and divisions. Here nothing but enclosures passes from one value to another, and that within a task alone: all cores and all
/// lanes of their registers work. Each value of a random matrix of 2,048 takes eight counts.
/// </para>
/// </remarks>
internal sealed unsafe class BidiagonalBisection
{
    // The exponent of the bound of the values: their squares stay below 2^1023 even times the largest quotient of s and its pivot, 2^54.
    private const int ScaledExponent = 430;

    // Smaller squares count as zero: nearer to 2^-1022 what is left of a difference would lose digits.
    private const double Nothing = 1.0759796952395615e-283; // 2^-940

    // Of squares: the values themselves are found to half of that.
    private const double Tolerance = 1.7763568394002505e-15; // 2^-49
    private const int ValuesPerTask = 128;
    private const int RoundsPerValue = 80;

    private readonly BidiagonalCounts matrix;
    private readonly int first;
    private readonly double[] low;
    private readonly double[] high;
    private readonly int[] below;
    private readonly int[] belowHigh;
    private readonly double[] newton;
    private readonly double[] stride;
    private readonly bool[] found;

    private BidiagonalBisection(BidiagonalCounts matrix, double bound, int size, int first, int count)
    {
        this.matrix = matrix;
        this.first = first;
        low = new double[count];
        high = new double[count];
        below = new int[count];
        belowHigh = new int[count];
        newton = new double[count];
        stride = new double[count];
        found = new bool[count];
        Array.Fill(high, bound);
        Array.Fill(belowHigh, size);
        Array.Fill(newton, double.NaN);
        Array.Fill(stride, double.PositiveInfinity);
    }

    /// <summary>Finds the values.</summary>
    /// <param name="diagonal">The diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">The elements above it <c>[n - 1]</c>.</param>
    /// <returns>The singular values <c>[n]</c>; those below 2^-900 of the largest count as zero.</returns>
    internal static double[] Values(double[] diagonal, double[] offDiagonal)
    {
        int size = diagonal.Length;
        double[] values = new double[size];
        double bound = Bound(diagonal, offDiagonal);
        if (bound == 0)
        {
            return values;
        }

        int exponent = ScaledExponent - Math.ILogB(bound);
        BidiagonalCounts matrix = new([.. diagonal.Select(Scaled)], [.. offDiagonal.Select(Scaled)]);
        double largest = Scaled(bound);
        Parallelism.For((size + ValuesPerTask - 1) / ValuesPerTask, task =>
        {
            int first = task * ValuesPerTask;
            int count = Math.Min(ValuesPerTask, size - first);
            double[] squares = new BidiagonalBisection(matrix, largest * largest, size, first, count).Squares();
            for (int i = 0; i < count; i++)
            {
                values[first + i] = Math.ScaleB(Math.Sqrt(squares[i]), -exponent);
            }
        });
        return values;

        double Scaled(double element) => Math.ScaleB(element, exponent);
    }

    // Above the largest value: no row and no column sums up to more (A. S. Householder).
    private static double Bound(double[] diagonal, double[] offDiagonal)
    {
        double bound = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            double beside = i < offDiagonal.Length ? Math.Abs(offDiagonal[i]) : 0;
            double above = i > 0 ? Math.Abs(offDiagonal[i - 1]) : 0;
            bound = Math.Max(bound, Math.Abs(diagonal[i]) + Math.Max(beside, above));
        }

        return bound * (1 + Tolerance);
    }

    private double[] Squares()
    {
        double* points = stackalloc double[BidiagonalCounts.Lanes];
        double* counts = stackalloc double[BidiagonalCounts.Lanes];
        double* slopes = stackalloc double[BidiagonalCounts.Lanes];
        int[] lanes = new int[BidiagonalCounts.Lanes];
        for (int remaining = RoundsPerValue * low.Length; ; remaining--)
        {
            int used = ChooseValues(lanes);
            if (used == 0)
            {
                return high;
            }

            if (remaining == 0)
            {
                Throw.NoConvergence("bisection for singular values", RoundsPerValue * low.Length);
            }

            ChoosePoints(lanes.AsSpan(0, used), points);
            new Span<double>(points + used, BidiagonalCounts.Lanes - used).Fill(points[used - 1]);
            matrix.At(points, counts, slopes);
            for (int lane = 0; lane < used; lane++)
            {
                Enclose(points[lane], (int)counts[lane]);
            }

            for (int lane = 0; lane < used; lane++)
            {
                Advance(lanes[lane], points[lane], 1 / slopes[lane]);
            }
        }
    }

    // The first values that are not found yet.
    private int ChooseValues(int[] lanes)
    {
        int used = 0;
        for (int i = 0; i < found.Length && used < lanes.Length; i++)
        {
            found[i] = found[i] || high[i] - low[i] <= Tolerance * high[i] || high[i] <= Nothing;
            if (found[i])
            {
                high[i] = high[i] <= Nothing ? 0 : high[i];
                continue;
            }

            lanes[used++] = i;
        }

        return used;
    }

    private void ChoosePoints(ReadOnlySpan<int> lanes, double* points)
    {
        for (int lane = 0; lane < lanes.Length;)
        {
            int i = lanes[lane];
            if (!double.IsNaN(newton[i]))
            {
                points[lane++] = newton[i];
                continue;
            }

            int sharing = 1;
            while (lane + sharing < lanes.Length && IsSame(i, lanes[lane + sharing]))
            {
                sharing++;
            }

            // Numbers of rising bits rise nearly in equal ratios.
            long from = BitConverter.DoubleToInt64Bits(low[i]);
            double width = BitConverter.DoubleToInt64Bits(high[i]) - from;
            for (int cut = 1; cut <= sharing; cut++)
            {
                points[lane++] = BitConverter.Int64BitsToDouble(from + (long)(width * cut / (sharing + 1)));
            }
        }
    }

    private bool IsSame(int i, int other) => double.IsNaN(newton[other]) && low[i] == low[other] && high[i] == high[other];

    // Enclosures rise from value to value: behind the first one that the point does not narrow it narrows none.
    private void Enclose(double point, int count)
    {
        for (int i = Math.Min(count - first, found.Length) - 1; i >= 0 && (high[i] > point || found[i]); i--)
        {
            if (!found[i])
            {
                (high[i], belowHigh[i]) = (point, count);
            }
        }

        for (int i = Math.Max(count - first, 0); i < found.Length && (low[i] < point || found[i]); i++)
        {
            if (!found[i])
            {
                (low[i], below[i]) = (point, count);
            }
        }
    }

    private void Advance(int i, double point, double step)
    {
        newton[i] = double.NaN;
        bool isAlone = below[i] == first + i && belowHigh[i] == first + i + 1;
        if (!isAlone || !double.IsFinite(step) || step == 0)
        {
            return;
        }

        // A value of zero is left to the count: the step would end at it, or anywhere near.
        double next = Math.Max(point - step, Nothing / 2);
        bool isInside = next >= low[i] && next <= high[i];
        if (Math.Abs(step) <= Tolerance * point)
        {
            if (isInside)
            {
                high[i] = next;
                found[i] = true;
                return;
            }

            // The value is the point but for rounding, or a neighbour is: on the other side of a point beyond rounding there is no doubt.
            double beyond = point == low[i] ? point * (1 + Tolerance) : point * (1 - Tolerance);
            newton[i] = beyond > low[i] && beyond < high[i] ? beyond : double.NaN;
            return;
        }

        if (isInside && Math.Abs(step) < 0.5 * stride[i])
        {
            newton[i] = next;
            stride[i] = Math.Abs(step);
        }
        else
        {
            stride[i] = double.PositiveInfinity;
        }
    }
}
