namespace Fidelis.Numerics.Distributions;

/// <summary>The complementary error function.</summary>
/// <remarks>
/// W. J. Cody, "Rational Chebyshev approximation for the error function", Math. Comp. 23, 1969, in the ranges [0, 0.46875],
/// [0.46875, 4] and [4, infinity) of |x|. Against 50-digit values the relative error is below 1.5e-15.
/// </remarks>
internal static class ErrorFunction
{
    private const double InverseSqrtPi = 0.56418958354775628695;

    /// <summary>
    /// Computes <c>erfc(x) = 2 / sqrt(pi) * integral of exp(-t^2) from x to infinity</c>, tails with full relative accuracy.
    /// </summary>
    internal static double Complement(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 0.46875)
        {
            return 1 - Central(x);
        }

        // erfc(27.3) is below the smallest double.
        double tail = magnitude <= 4 ? Middle(magnitude) : magnitude > 30 ? 0 : Far(magnitude);
        return x > 0 ? tail : 2 - tail;
    }

    // erf(x)
    private static double Central(double x)
    {
        double z = x * x;
        double numerator = Polynomial(z, [
            0.185777706184603153, 3.16112374387056560, 113.864154151050156, 377.485237685302021, 3209.37758913846947
        ]);
        double denominator = Polynomial(z, [1, 23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062]);
        return x * numerator / denominator;
    }

    private static double Middle(double x)
    {
        double numerator = Polynomial(
            x,
            [
                2.15311535474403846e-8, 0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131,
                881.952221241769090, 1712.04761263407058, 2051.07837782607147, 1230.33935479799725
            ]);
        double denominator = Polynomial(
            x,
            [
                1, 15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019, 3290.79923573345963,
                4362.61909014324716, 3439.36767414372164, 1230.33935480374942
            ]);
        return ExpMinusSquare(x) * numerator / denominator;
    }

    private static double Far(double x)
    {
        double z = 1 / (x * x);
        double numerator = Polynomial(
            z,
            [
                0.0163153871373020978, 0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
                6.58749161529837803e-4
            ]);
        double denominator = Polynomial(
            z,
            [1, 2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191, 2.33520497626869185e-3]);
        return ExpMinusSquare(x) / x * (InverseSqrtPi - (z * numerator / denominator));
    }

    // exp(-x^2) where x^2 has no room for all its digits: x is split so that the square of the larger part is exact.
    private static double ExpMinusSquare(double x)
    {
        double head = Math.Truncate(x * 16) / 16;
        double rest = (x - head) * (x + head);
        return Math.Exp(-head * head) * Math.Exp(-rest);
    }

    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double value = coefficients[0];
        for (int i = 1; i < coefficients.Length; i++)
        {
            value = (value * x) + coefficients[i];
        }

        return value;
    }
}
