using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.Distributions;

/// <summary>The regularised incomplete beta function <c>I_x(a, b)</c>, from which the t, F and binomial distributions follow.</summary>
internal static class IncompleteBeta
{
    private const int TermLimit = 100_000;
    private const double Roundoff = 1.1102230246251565e-16; // 2^-53

    /// <summary>Computes <c>I_x(a, b)</c>; small values keep their relative accuracy.</summary>
    /// <param name="a">The first shape, positive.</param>
    /// <param name="b">The second shape, positive.</param>
    /// <param name="x">The point in <c>[0, 1]</c>.</param>
    /// <param name="y"><c>1 - x</c>, without the rounding error of a subtraction where x is near 1.</param>
    /// <returns>A probability in <c>[0, 1]</c>.</returns>
    internal static double Regularized(double a, double b, double x, double y)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (y <= 0)
        {
            return 1;
        }

        // The fraction converges fast below the mean; above it the other tail is computed.
        return x < (a + 1) / (a + b + 2)
            ? Prefactor(a, b, x, y) / Fraction(a, b, x, y)
            : 1 - (Prefactor(b, a, y, x) / Fraction(b, a, y, x));
    }

    /// <summary>
    /// Computes <c>x^a y^b / B(a, b)</c> without the cancellation of large logarithms: C. Loader, "Fast and accurate computation of
    /// binomial probabilities", 2000, of which this is the form for shapes that are not whole numbers.
    /// </summary>
    private static double Prefactor(double a, double b, double x, double y)
    {
        double n = a + b;
        double exponent = StirlingError(n) - StirlingError(a) - StirlingError(b) - Deviance(a, n * x) - Deviance(b, n * y);
        return Math.Sqrt(a * (b / n) / (2 * Math.PI)) * Math.Exp(exponent);
    }

    // The continued fraction of A. R. DiDonato and A. H. Morris, "Significant digit computation of the incomplete beta function ratios",
    // ACM Trans. Math. Softw. 18, 1992, eq. 9, by Lentz's method in the form of Thompson and Barnett, 1986. Near the mean lambda is
    // small, and is taken from the share whose product with a + b is small too, so that it keeps its digits.
    private static double Fraction(double a, double b, double x, double y)
    {
        const double Tiny = 1e-300;
        double lambda = a > b ? ((a + b) * y) - b : a - ((a + b) * x);
        double fraction = Guarded(a * (lambda + 1) / (a + 1));
        double c = fraction;
        double d = 0;
        for (int n = 1; n <= TermLimit; n++)
        {
            double even = a + (2 * n) - 1;
            double alpha = (a + n - 1) / even * ((a + b + n - 1) / even) * (n * (b - n)) * x * x;
            double beta = n + (n * (b - n) * x / even) + ((a + n) * (lambda + 1 + (n * (1 + y))) / (even + 2));
            d = 1 / Guarded(beta + (alpha * d));
            c = Guarded(beta + (alpha / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) <= 2 * Roundoff)
            {
                return fraction;
            }
        }

        Throw.NoConvergence("continued fraction of the incomplete beta function", TermLimit);
        return double.NaN;

        static double Guarded(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }

    // ln Gamma(z + 1) - (z + 1/2) ln z + z - ln(2 pi)/2
    private static double StirlingError(double z)
    {
        double shift = 0;
        while (z < 15)
        {
            shift += ((z + 0.5) * LogOnePlus(1 / z)) - 1;
            z++;
        }

        double s = 1 / (z * z);
        double series = -691.0 / 360360;
        series = (series * s) + (1.0 / 1188);
        series = (series * s) - (1.0 / 1680);
        series = (series * s) + (1.0 / 1260);
        series = (series * s) - (1.0 / 360);
        series = (series * s) + (1.0 / 12);
        return shift + (series / z);
    }

    // value ln(value / mean) + mean - value, by its series where the two nearly agree.
    private static double Deviance(double value, double mean)
    {
        double difference = value - mean;
        if (Math.Abs(difference) >= 0.1 * (value + mean))
        {
            return (value * Math.Log(value / mean)) - difference;
        }

        double v = difference / (value + mean);
        double sum = difference * v;
        double term = 2 * value * v;
        for (int j = 1; ; j++)
        {
            term *= v * v;
            double next = sum + (term / ((2 * j) + 1));
            if (next == sum)
            {
                return sum;
            }

            sum = next;
        }
    }

    // ln(1 + x) for small x: the rounding error of 1 + x is the same above and below.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
