namespace Fidelis.Numerics.Distributions;

/// <summary>
/// The number of successes in independent trials whose common probability was itself drawn from a beta distribution. Where a limit is the
/// k-th smallest of n values, the number of m further values of the same law below it is of this kind with α = k and β = n + 1 - k.
/// </summary>
public static class BetaBinomialDistribution
{
    /// <summary>Finds the smallest number of successes whose distribution function reaches a probability.</summary>
    /// <param name="probability">The probability in <c>(0, 1)</c>.</param>
    /// <param name="trials">The number of trials m, not negative.</param>
    /// <param name="alpha">The first parameter of the beta distribution, positive.</param>
    /// <param name="beta">Its second parameter, positive.</param>
    /// <returns>The quantile, from 0 to <paramref name="trials"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// <c>P(0) = product over i &lt; m of (β + i) / (α + β + i)</c> and <c>P(x + 1) / P(x) = (m - x) (α + x) / ((x + 1) (β + m - x - 1))</c>:
    /// summed from 0 upwards, in time proportional to m.
    /// </remarks>
    public static long Quantile(double probability, long trials, double alpha, double beta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        RequirePositive(alpha, nameof(alpha));
        RequirePositive(beta, nameof(beta));
        if (!(probability is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of a quantile must lie between 0 and 1.");
        }

        double logarithm = 0;
        for (long i = 0; i < trials; i++)
        {
            logarithm += Math.Log((beta + i) / (alpha + beta + i));
        }

        double sum = Math.Exp(logarithm);
        long count = 0;
        while (count < trials && sum < probability)
        {
            logarithm += Math.Log((trials - count) * (alpha + count) / ((count + 1) * (beta + trials - count - 1)));
            count++;
            sum += Math.Exp(logarithm);
        }

        return count;
    }

    private static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "A parameter of a beta distribution must be positive and finite.");
        }
    }
}
