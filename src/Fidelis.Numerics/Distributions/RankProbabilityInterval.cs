namespace Fidelis.Numerics.Distributions;

/// <summary>
/// Confidence intervals of the probability that a value of one set exceeds a value of another, ties counting one half: of the area under
/// a ROC curve, or of Mann and Whitney's U divided by the number of pairs.
/// </summary>
public static class RankProbabilityInterval
{
    /// <summary>Computes Newcombe's interval, his method 5.</summary>
    /// <param name="area">The share of pairs in which the value of the first set is the larger one, in [0, 1].</param>
    /// <param name="firstCount">Values of the first set m, positive.</param>
    /// <param name="secondCount">Values of the second set n, positive.</param>
    /// <param name="confidence">The confidence in <c>(0, 1)</c>.</param>
    /// <returns>The ends of the interval, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// R. G. Newcombe, Statistics in Medicine 25, 2006, page 559: the A with <c>(area - A)^2 = z^2 V(A)</c>, where V is the variance of
    /// Hanley and McNeil (Radiology 143, 1982, page 29) with both sizes in its numerator replaced by their mean N:
    /// <c>V(A) = A (1 - A) (1 + (N - 1) ((1 - A) / (2 - A) + A / (1 + A))) / (m n)</c>. As a score interval it keeps its width where the
    /// sets do not overlap at all, where an interval from the observed variance has none.
    /// </remarks>
    public static (double Lower, double Upper) Newcombe(double area, long firstCount, long secondCount, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondCount);
        if (!(area is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(area), area, "A share of pairs must lie between 0 and 1.");
        }

        if (!(confidence is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence must lie between 0 and 1.");
        }

        double z = -NormalDistribution.Quantile(0.5 * (1 - confidence));

        // V is the same for A and 1 - A, so that the upper end is the lower one of the sets exchanged.
        return (Lower(area), 1 - Lower(1 - area));

        double Lower(double share) => share == 0
            ? 0
            : MonotoneRoot.Find(a => a + (z * Math.Sqrt(Variance(a, firstCount, secondCount))) - share, 0, Math.Min(share, 1 - 1e-12));
    }

    private static double Variance(double a, long m, long n)
    {
        double mean = 0.5 * (m + n);
        return a * (1 - a) * (1 + ((mean - 1) * (((1 - a) / (2 - a)) + (a / (1 + a))))) / ((double)m * n);
    }
}
