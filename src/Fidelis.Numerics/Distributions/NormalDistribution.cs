namespace Fidelis.Numerics.Distributions;

/// <summary>The normal distribution with mean 0 and variance 1.</summary>
public static class NormalDistribution
{
    // The square root of 2, and what its double leaves out.
    private const double RootOfTwo = 1.4142135623730951;
    private const double RootOfTwoRest = -9.667293313452913e-17;

    /// <summary>Computes the density <c>exp(-x^2 / 2) / sqrt(2 pi)</c>.</summary>
    /// <param name="x">The point.</param>
    /// <returns>The density.</returns>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>Computes the probability of a value of at most <paramref name="x"/>; the lower tail keeps its relative accuracy.</summary>
    /// <param name="x">The point.</param>
    /// <returns>A probability in <c>[0, 1]</c>. The upper tail is <c>Cdf(-x)</c>.</returns>
    public static double Cdf(double x)
    {
        // Far out the rounding of -x / sqrt(2) would be magnified by x^2; what was rounded off enters by the slope of erfc.
        double z = -x / RootOfTwo;
        double rest = Math.FusedMultiplyAdd(-z, RootOfTwo, -x) - (z * RootOfTwoRest);
        double correction = double.IsFinite(x) ? Math.Exp(-z * z) * rest * Math.Sqrt(2 / Math.PI) : 0;
        return 0.5 * (ErrorFunction.Complement(z) - correction);
    }

    /// <summary>Computes the point that a value falls below with a given probability.</summary>
    /// <param name="probability">A probability in <c>[0, 1]</c>.</param>
    /// <returns>The quantile; minus infinity for 0 and infinity for 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in <c>[0, 1]</c>.</exception>
    /// <remarks>M. J. Wichura, "Algorithm AS 241", Applied Statistics 37, 1988: PPND16, accurate to about 1 part in 10^16.</remarks>
    public static double Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must lie in [0, 1].");
        }

        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Ratio(
                r,
                [
                    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
                    1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080
                ],
                [
                    5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867, 5394.1960214247511077,
                    687.18700749205790830, 42.313330701600911252, 1
                ]);
        }

        double tail = q < 0 ? probability : 1 - probability;
        if (tail == 0)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double distance = Math.Sqrt(-Math.Log(tail));
        double value = distance <= 5
            ? Ratio(
                distance - 1.6,
                [
                    7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770, 1.27045825245236838258,
                    3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734
                ],
                [
                    1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966, 0.148103976427480074590,
                    0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1
                ])
            : Ratio(
                distance - 5,
                [
                    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 0.0265321895265761230930,
                    0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720
                ],
                [
                    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
                    0.0148753612908506148525, 0.136929880922735805310, 0.599832206555887937690, 1
                ]);
        return q < 0 ? -value : value;
    }

    private static double Ratio(double r, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        double above = 0;
        double below = 0;
        for (int i = 0; i < numerator.Length; i++)
        {
            above = (above * r) + numerator[i];
            below = (below * r) + denominator[i];
        }

        return above / below;
    }
}
