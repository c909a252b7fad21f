namespace Fidelis.Numerics.Distributions;

/// <summary>Student's t distribution.</summary>
public static class StudentTDistribution
{
    // The logarithm of the largest double, rounded down; beyond it a quantile is infinite.
    private const double LargestLogarithm = 709.7;

    /// <summary>Computes the probability of a value of at most <paramref name="t"/>; the lower tail keeps its relative accuracy.</summary>
    /// <param name="t">The point.</param>
    /// <param name="degreesOfFreedom">The degrees of freedom, positive; infinity gives the normal distribution.</param>
    /// <returns>A probability in <c>[0, 1]</c>. The upper tail is <c>Cdf(-t)</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive.</exception>
    public static double Cdf(double t, double degreesOfFreedom)
    {
        RequirePositive(degreesOfFreedom);
        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return NormalDistribution.Cdf(t);
        }

        double tail = Tail(Math.Abs(t), degreesOfFreedom);
        return t <= 0 ? tail : 1 - tail;
    }

    /// <summary>Computes the point that a value falls below with a given probability.</summary>
    /// <param name="probability">A probability in <c>[0, 1]</c>.</param>
    /// <param name="degreesOfFreedom">The degrees of freedom, positive; infinity gives the normal distribution.</param>
    /// <returns>The quantile; minus infinity for 0 and infinity for 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The probability is not in <c>[0, 1]</c>, or the degrees of freedom are not positive.
    /// </exception>
    public static double Quantile(double probability, double degreesOfFreedom)
    {
        RequirePositive(degreesOfFreedom);
        double normal = NormalDistribution.Quantile(probability);
        if (probability is 0 or 0.5 or 1 || double.IsPositiveInfinity(degreesOfFreedom))
        {
            return normal;
        }

        // In the tail the logarithm of the probability is nearly linear in the logarithm of t; near the middle the probability between 0
        // and t is, and it is what keeps the digits of a small t.
        double tail = Math.Min(probability, 1 - probability);
        double central = Math.Abs(probability - 0.5);
        double magnitude = tail < Tail(Math.Exp(LargestLogarithm), degreesOfFreedom)
            ? double.PositiveInfinity
            : Math.Exp(tail < 0.25
                ? Solve(s => Math.Max(Tail(Math.Exp(s), degreesOfFreedom), double.Epsilon) / tail)
                : Solve(s => Central(Math.Exp(s), degreesOfFreedom) / central));
        return probability < 0.5 ? -magnitude : magnitude;
    }

    // Below exp(-60) the probability between 0 and t is less than any that a double near 0.5 can tell from it.
    private static double Solve(Func<double, double> ratio) => MonotoneRoot.Find(s => Math.Log(ratio(s)), -60, LargestLogarithm);

    // P(T > t) for t >= 0
    private static double Tail(double t, double degreesOfFreedom)
    {
        // So far out that the square of t would overflow, the tail is a pure power.
        double far = 1e100 * Math.Sqrt(degreesOfFreedom);
        return t > far
            ? NearTail(far, degreesOfFreedom) * Math.Pow(t / far, -degreesOfFreedom)
            : NearTail(t, degreesOfFreedom);
    }

    private static double NearTail(double t, double degreesOfFreedom)
    {
        (double near, double far) = Shares(t, degreesOfFreedom);
        return 0.5 * IncompleteBeta.Regularized(0.5 * degreesOfFreedom, 0.5, far, near);
    }

    // P(0 < T < t)
    private static double Central(double t, double degreesOfFreedom)
    {
        (double near, double far) = Shares(t, degreesOfFreedom);
        return 0.5 * IncompleteBeta.Regularized(0.5, 0.5 * degreesOfFreedom, near, far);
    }

    // t^2 / (nu + t^2) and nu / (nu + t^2).
    private static (double Near, double Far) Shares(double t, double degreesOfFreedom)
    {
        double ratio = t / Math.Sqrt(degreesOfFreedom);
        if (ratio < 1)
        {
            double square = ratio * ratio;
            return (square / (1 + square), 1 / (1 + square));
        }

        double inverse = 1 / ratio;
        return (1 / (1 + (inverse * inverse)), inverse * inverse / (1 + (inverse * inverse)));
    }

    private static void RequirePositive(double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "The degrees of freedom must be positive.");
        }
    }
}
