using Fidelis.Statistics.Kernels;

namespace Fidelis.Metrics;

/// <summary>How sure an unbiased estimate of a squared maximum mean discrepancy is.</summary>
/// <param name="OfMeans">The part of its variance that vanishes where both sets are of one law, not negative.</param>
/// <param name="OfPairs">The part that stays there, not negative.</param>
internal readonly record struct DiscrepancyError(double OfMeans, double OfPairs)
{
    /// <summary>Gets the standard error.</summary>
    public double StandardError => Math.Sqrt(OfMeans + OfPairs);

    /// <summary>Takes the variance of the estimate from all of n₁ and n₂ images.</summary>
    /// <param name="variance">Its parts.</param>
    /// <param name="n1">Images of the reference.</param>
    /// <param name="n2">Generated images.</param>
    /// <param name="scale">The factor of the estimate.</param>
    public static DiscrepancyError Of(DiscrepancyVariance variance, double n1, double n2, double scale = 1) =>
        new(scale * scale * variance.OfMeans(n1, n2), scale * scale * variance.OfPairs(n1, n2));

    /// <summary>Takes the interval of the expected estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <remarks>
    /// The first part is in proportion to the squared discrepancy, but of estimates that came out low it is estimated too low as well, often as nothing: an
    /// interval of it alone then misses in up to a fifth of all cases. So what the variance gains for each unit of the discrepancy is not left to chance near 0: it is at most
    /// 2√2 times the root of the second part (which it would be if one direction of the kernel made up all of that), and the root itself
    /// is mixed in: both gains weigh as the squares of their discrepancies do, that which was found and the root.
    /// </remarks>
    public ScoreInterval Around(double estimate)
    {
        double found = Math.Max(estimate, 0);
        double weight = (found * found) + OfPairs;
        return weight > 0
            ? ScoreInterval.OfGrowingVariance(estimate, OfPairs, ((found * (OfMeans + OfPairs)) + (Math.Sqrt(OfPairs) * OfPairs)) / weight)
            : ScoreInterval.Around(estimate, StandardError);
    }
}
