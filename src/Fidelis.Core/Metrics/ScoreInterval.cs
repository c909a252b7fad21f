using Fidelis.Numerics.Distributions;

namespace Fidelis.Metrics;

/// <summary>An interval of 95 % confidence about a score.</summary>
/// <param name="Lower">Its lower end, at most the score.</param>
/// <param name="Upper">Its upper end, at least the score.</param>
public readonly record struct ScoreInterval(double Lower, double Upper)
{
    /// <summary>The quantile 0.975 of the normal distribution.</summary>
    public const double NormalQuantile = 1.959963984540054;

    /// <summary>Takes as many standard errors to both sides as a normal distribution needs for 95 %.</summary>
    /// <param name="score">The score.</param>
    /// <param name="standardError">Its standard error, not negative.</param>
    /// <param name="least">The least score that there is, at which the interval ends.</param>
    /// <param name="greatest">The greatest score that there is, at which the interval ends.</param>
    /// <returns>The interval. It holds the score even where rounding has put that beyond an end of its range.</returns>
    public static ScoreInterval Around(
        double score, double standardError, double least = double.NegativeInfinity, double greatest = double.PositiveInfinity) => new(
            Math.Min(Math.Max(score - (NormalQuantile * standardError), least), score),
            Math.Max(Math.Min(score + (NormalQuantile * standardError), greatest), score));

    /// <summary>
    /// Takes the scores m that are within 1.96 deviations of what was found, where the variance grows with the score: <c>(score - m)² = z² (constant + slope m)</c>.
    /// </summary>
    /// <param name="score">The score.</param>
    /// <param name="constant">The variance at 0, not negative.</param>
    /// <param name="slope">What the variance gains for each unit of the score, not negative; below 0 it stays what it is at 0. One of the two is positive.</param>
    /// <returns>
    /// The interval. It leans upwards, because a greater score would vary more: scores that come out low look more certain than they are, and an interval of
    /// their own errors would miss too often.
    /// </returns>
    /// <remarks>C. R. Rao, Large sample tests of statistical hypotheses, 1948; E. B. Wilson's interval of a share and that of a count are of this kind.</remarks>
    public static ScoreInterval OfGrowingVariance(double score, double constant, double slope)
    {
        const double Square = NormalQuantile * NormalQuantile;
        double spread = NormalQuantile * Math.Sqrt(constant);
        double half = 0.5 * Square * slope;
        double upper = score < -spread ? score + spread : score + half + Math.Sqrt((half * half) + (Square * (constant + (slope * score))));

        // Where the lower root is above 0 the product of both, score² - z² constant, gives it without cancellation; where nothing varies, that may round beyond the score.
        return new ScoreInterval(score > spread ? Math.Min((score - spread) * (score + spread) / upper, score) : score - spread, upper);
    }

    /// <summary>Takes the interval of a squared distance, whose variance is in proportion to it.</summary>
    /// <param name="score">The squared distance, not negative.</param>
    /// <param name="standardError">Its standard error, not negative.</param>
    /// <returns>The interval of <see cref="OfGrowingVariance"/> with the variance that was found at the score.</returns>
    /// <remarks>
    /// To first order an image moves |a - b|² by 2 (a - b)ᵀ times its own place, so that the variance is |a - b|² times that along a - b. Sets that come out near one another by
    /// chance therefore look too certain: score ± 1.96 errors misses below ten times as often as above.
    /// </remarks>
    public static ScoreInterval OfSquaredDistance(double score, double standardError) =>
        score > 0 ? OfGrowingVariance(score, 0, standardError * standardError / score) : Around(score, standardError, least: 0);

    /// <summary>Takes Wilson's interval of a share, for as many independent images as would give it its error.</summary>
    /// <param name="share">The share in [0, 1].</param>
    /// <param name="standardError">Its standard error, not negative.</param>
    /// <param name="count">The number of images, positive: all that is known where they all agree.</param>
    /// <param name="degreesOfFreedom">How well the error is known: those of Student's distribution, positive.</param>
    /// <returns>The interval.</returns>
    /// <remarks>E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.</remarks>
    public static ScoreInterval OfShare(double share, double standardError, double count, double degreesOfFreedom = double.PositiveInfinity)
    {
        double effective = standardError > 0 && share is > 0 and < 1 ? share * (1 - share) / (standardError * standardError) : count;
        double confidence = 1 - (2 * NormalDistribution.Cdf(StudentTDistribution.Quantile(0.025, degreesOfFreedom)));
        (double lower, double upper) = BinomialInterval.Wilson(share, effective, confidence);
        return new ScoreInterval(Math.Min(lower, share), Math.Max(upper, share));
    }
}
