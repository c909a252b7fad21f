using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The eigenvalues of a diagonal matrix plus a matrix of rank one: the roots of <c>f(x) = 1 + sum over j of w[j] / (d[j] - x)</c>.</summary>
/// <remarks>
/// <para>
/// The poles d rise and the weights w are positive, so that f rises from minus to plus infinity between two neighbouring poles, and one root lies between
/// each two and one behind the last. A root is sought as its distance from the nearer pole, in which no digit cancels.
/// </para>
/// <para>
/// R.-C. Li, Solving Secular Equations Stably and Efficiently, LAPACK Working Note 89, 1993, the "middle way": the terms of the poles on either side are replaced by
/// one pole each, at the nearest place, with the same value and slope. Where a step would leave the interval that is known to hold the root, the interval
/// is halved instead.
/// </para>
/// </remarks>
/// <param name="poles">The poles d <c>[k]</c>, rising, no two of them equal.</param>
/// <param name="weights">The weights w <c>[k]</c>, positive.</param>
internal sealed unsafe class SecularEquation(double[] poles, double[] weights)
{
    private const double Epsilon = 2.220446049250313e-16;

    // Rounding of f, in units of Epsilon times the sum of the magnitudes of its terms.
    private const double Roundings = 8;

    // Three to five steps are usual; halving alone comes to its end within this many.
    private const int LargestStepCount = 2200;

    /// <summary>Finds one root.</summary>
    /// <param name="root">Which root, from 0: it lies behind that pole.</param>
    /// <param name="differences">Receives <c>d[j] - x</c> for every pole, each to high relative accuracy <c>[k]</c>.</param>
    /// <returns>The root x.</returns>
    internal double Solve(int root, Span<double> differences)
    {
        fixed (double* d = poles, w = weights)
        {
            int last = poles.Length - 1;
            int origin = root;
            (double low, double high) = (0, 0);
            double guess;
            if (root == last)
            {
                for (int j = 0; j <= last; j++)
                {
                    high += w[j];
                }

                guess = root == 0 ? high : GuessBehindLast(d, w, last, high);
            }
            else
            {
                double gap = d[root + 1] - d[root];
                (double before, _) = Terms(d, w, 0, root, d[root], 0.5 * gap);
                (double after, _) = Terms(d, w, root + 2, last + 1, d[root], 0.5 * gap);
                double rest = 1 + before + after;
                if (rest - (2 * w[root] / gap) + (2 * w[root + 1] / gap) >= 0)
                {
                    high = 0.5 * gap;
                }
                else
                {
                    origin = root + 1;
                    low = -0.5 * gap;
                }

                guess = GuessBetween(rest, w[root], w[root + 1], gap, origin == root);
            }

            double distance = Search(d, w, root, origin, low, high, guess);
            for (int j = 0; j <= last; j++)
            {
                differences[j] = (d[j] - d[origin]) - distance;
            }

            return d[origin] + distance;
        }
    }

    private double Search(double* d, double* w, int root, int origin, double low, double high, double guess)
    {
        int count = poles.Length;
        double x = guess > low && guess < high ? guess : 0.5 * (low + high);
        for (int step = 0; step < LargestStepCount; step++)
        {
            (double below, double slopeBelow) = Terms(d, w, 0, root + 1, d[origin], x);
            (double above, double slopeAbove) = Terms(d, w, root + 1, count, d[origin], x);
            double f = 1 + below + above;
            if (Math.Abs(f) <= Roundings * Epsilon * (1 - below + above))
            {
                return x;
            }

            if (f < 0)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            double near = (d[root] - d[origin]) - x;
            double move = root == count - 1
                ? near + (near * near * slopeBelow / (f - (near * slopeBelow)))
                : StepBetween(f, near, (d[root + 1] - d[origin]) - x, slopeBelow, slopeAbove);
            double next = x + move;
            if (!(next > low && next < high))
            {
                next = 0.5 * (low + high);
            }

            if (next == x || next == low || next == high)
            {
                return x;
            }

            x = next;
        }

        Throw.NoConvergence("search for a root of the secular equation", LargestStepCount);
        return x;
    }

    // Where f is c + s / (near - h) + t / (far - h), with the slopes of both sides.
    private static double StepBetween(double f, double near, double far, double slopeBelow, double slopeAbove)
    {
        double c = f - (near * slopeBelow) - (far * slopeAbove);
        double a = ((near + far) * f) - (near * far * (slopeBelow + slopeAbove));
        double b = near * far * f;
        double root = Math.Sqrt(Math.Max((a * a) - (4 * b * c), 0));
        return a <= 0 ? (a - root) / (2 * c) : 2 * b / (a + root);
    }

    // The root of rest - w / y + v / (gap - y), as its distance from the pole that it is nearer to.
    private static double GuessBetween(double rest, double w, double v, double gap, bool fromLower)
    {
        if (fromLower)
        {
            // rest y² - b y + w gap = 0, of which the smaller root is wanted.
            double b = (rest * gap) + w + v;
            return 2 * w * gap / (b + Math.Sqrt((b * b) - (4 * rest * w * gap)));
        }

        // rest y² + b y - v gap = 0, of which the negative root is wanted.
        double fromUpper = (rest * gap) - w - v;
        double root = Math.Sqrt((fromUpper * fromUpper) + (4 * rest * v * gap));
        return fromUpper <= 0 ? -2 * v * gap / (root - fromUpper) : -(fromUpper + root) / (2 * rest);
    }

    // Behind the last pole, where all others are as they look from the middle of what is possible.
    private static double GuessBehindLast(double* d, double* w, int last, double most)
    {
        (double others, _) = Terms(d, w, 0, last, d[last], 0.5 * most);
        return w[last] / Math.Max(1 + others, w[last] / most);
    }

    /// <summary>Adds up <c>w[j] / (d[j] - x)</c> and its derivative, where x is given as a pole and the distance from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sum, double Slope) Terms(double* d, double* w, int first, int end, double pole, double distance)
    {
        Vector512<double> sums = Vector512<double>.Zero, slopes = sums;
        Vector512<double> origin = Vector512.Create(pole), x = Vector512.Create(distance);
        int j = first;
        for (; j + Vector512<double>.Count <= end; j += Vector512<double>.Count)
        {
            Vector512<double> difference = Vector512.Load(d + j) - origin - x;
            Vector512<double> term = Vector512.Load(w + j) / difference;
            sums += term;
            slopes += term / difference;
        }

        double sum = Vector512.Sum(sums);
        double slope = Vector512.Sum(slopes);
        for (; j < end; j++)
        {
            double difference = d[j] - pole - distance;
            double term = w[j] / difference;
            sum += term;
            slope += term / difference;
        }

        return (sum, slope);
    }
}
