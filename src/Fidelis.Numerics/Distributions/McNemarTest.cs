namespace Fidelis.Numerics.Distributions;

/// <summary>Whether two ways to decide about the same cases are right equally often, from the cases on which they disagree.</summary>
/// <remarks>
/// Q. McNemar, Psychometrika 12, 1947. Where both are right equally often, each disagreement is a toss of a fair coin. The exact p is
/// twice the probability of as few or fewer as the rarer kind; the mid-p counts half of the probability of the very number that was seen
/// (Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13:91, 2013), which makes it less conservative.
/// </remarks>
public static class McNemarTest
{
    /// <summary>Computes both p.</summary>
    /// <param name="firstAlone">Cases that the first alone decided rightly.</param>
    /// <param name="secondAlone">Cases that the second alone decided rightly.</param>
    /// <returns>The exact p and the mid-p, both two-sided; 1 where there is no disagreement.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static (double Exact, double MidP) Test(long firstAlone, long secondAlone)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstAlone);
        ArgumentOutOfRangeException.ThrowIfNegative(secondAlone);
        long fewer = Math.Min(firstAlone, secondAlone);
        long tosses = firstAlone + secondAlone;
        if (tosses == 0)
        {
            return (1, 1);
        }

        double below = fewer == 0 ? 0 : Cumulative(fewer - 1, tosses);
        double upTo = Cumulative(fewer, tosses);
        return (Math.Min(1, 2 * upTo), Math.Min(1, below + upTo));
    }

    /// <summary>P(X &lt;= k) for n tosses: <c>I_1/2(n - k, k + 1)</c>.</summary>
    private static double Cumulative(long k, long n) => k >= n ? 1 : IncompleteBeta.Regularized(n - k, k + 1, 0.5, 0.5);
}
