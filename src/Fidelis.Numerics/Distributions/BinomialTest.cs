namespace Fidelis.Numerics.Distributions;

/// <summary>The exact test of a probability by a number of successes.</summary>
public static class BinomialTest
{
    /// <summary>Computes the probability of a number of successes as far out as this one, on either side: twice that of the nearer tail.</summary>
    /// <param name="successes">The number of successes, from 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">The number of independent trials, positive.</param>
    /// <param name="probability">The probability that is tested, in <c>(0, 1)</c>.</param>
    /// <returns>A probability in <c>[0, 1]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double TwoSided(long successes, long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (!(probability is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability that is tested must lie between 0 and 1.");
        }

        // P(X >= k) = I_p(k, n - k + 1), and P(X <= k) = I_(1 - p)(n - k, k + 1).
        double upper = successes == 0 ? 1 : IncompleteBeta.Regularized(successes, trials - successes + 1, probability, 1 - probability);
        double lower = successes == trials ? 1 : IncompleteBeta.Regularized(trials - successes, successes + 1, 1 - probability, probability);
        return Math.Min(1, 2 * Math.Min(lower, upper));
    }
}
