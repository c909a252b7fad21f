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
}
