namespace Fidelis.Numerics.Distributions;

/// <summary>Confidence intervals of a probability from a number of successes, such as an accuracy from a count of right answers.</summary>
public static class BinomialInterval
{
    /// <summary>Computes Wilson's score interval, whose coverage is near the confidence on average.</summary>
    /// <param name="successes">The number of successes, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The number of independent trials, positive.</param>
    /// <param name="confidence">The confidence in <c>(0, 1)</c>.</param>
    /// <returns>The ends of the interval, in <c>[0, 1]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// E. B. Wilson, J. Am. Stat. Assoc. 22, 1927: the p with <c>(k/n - p)^2 = z^2 p (1 - p) / n</c>.
    /// </remarks>
    public static (double Lower, double Upper) Wilson(long successes, long trials, double confidence = 0.95)
    {
        Guard(successes, trials, confidence);
        return Wilson((double)successes / trials, trials, confidence);
    }

    /// <summary>Computes Wilson's score interval of a share whose variance is that of an effective number of independent trials.</summary>
    /// <param name="share">The share in <c>[0, 1]</c>.</param>
    /// <param name="trials">The effective number of trials, positive; it need not be whole.</param>
    /// <param name="confidence">The confidence in <c>(0, 1)</c>.</param>
    /// <returns>The ends of the interval, in <c>[0, 1]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static (double Lower, double Upper) Wilson(double share, double trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        RequireConfidence(confidence);
        double z = -NormalDistribution.Quantile(0.5 * (1 - confidence));
        double center = share + (0.5 * z * z / trials);
        double spread = z * Math.Sqrt((share * (1 - share) / trials) + (0.25 * z * z / (trials * trials)));
        double larger = center + spread;

        // The product of the two roots is share^2 / (1 + z^2 / n): the smaller one comes from the larger one without cancellation.
        return (share * share / larger, share == 1 ? 1 : larger / (1 + (z * z / trials)));
    }

    /// <summary>Computes the interval of Clopper and Pearson, whose coverage is never below the confidence.</summary>
    /// <param name="successes">The number of successes, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The number of independent trials, positive.</param>
    /// <param name="confidence">The confidence in <c>(0, 1)</c>.</param>
    /// <returns>The ends of the interval, in <c>[0, 1]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// C. J. Clopper and E. S. Pearson, Biometrika 26, 1934: at the lower end p the probability of k or more successes,
    /// <c>I_p(k, n - k + 1)</c>, is half of what the confidence leaves, and at the upper end that of k or fewer.
    /// </remarks>
    public static (double Lower, double Upper) ClopperPearson(long successes, long trials, double confidence = 0.95)
    {
        Guard(successes, trials, confidence);
        double tail = 0.5 * (1 - confidence);
        return (Logistic(LowerLogit(successes, trials, tail)), Logistic(-LowerLogit(trials - successes, trials, tail)));
    }

    // The lower end p as s = ln(p / (1 - p)), in which neither end of the scale loses digits.
    private static double LowerLogit(long successes, long trials, double tail)
    {
        if (successes == 0)
        {
            return double.NegativeInfinity;
        }

        double a = successes;
        double b = trials - successes + 1;
        return MonotoneRoot.Find(
            s => Math.Log(Math.Max(IncompleteBeta.Regularized(a, b, Logistic(s), Logistic(-s)), double.Epsilon) / tail),
            -700,
            700);
    }

    private static double Logistic(double s) => s < 0 ? Math.Exp(s) / (1 + Math.Exp(s)) : 1 / (1 + Math.Exp(-s));

    private static void Guard(long successes, long trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        RequireConfidence(confidence);
    }

    private static void RequireConfidence(double confidence)
    {
        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence must lie between 0 and 1.");
        }
    }
}
