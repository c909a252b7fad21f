namespace Fidelis.Statistics;

/// <summary>An estimate of a variance, with the variance that it has itself.</summary>
/// <param name="Value">The estimate, not negative.</param>
/// <param name="OwnVariance">Its own variance, not negative.</param>
internal readonly record struct VarianceEstimate(double Value, double OwnVariance)
{
    /// <summary>
    /// Gets the degrees of freedom of the multiple of χ² that has the same mean and variance (F. E. Satterthwaite, An approximate distribution of
    /// estimates of variance components, 1946); infinity where the variance is known.
    /// </summary>
    public double DegreesOfFreedom => OwnVariance > 0 ? 2 * Value * Value / OwnVariance : double.PositiveInfinity;

    /// <summary>Takes an estimate that is known as well as that from so many squares of independent normal values.</summary>
    /// <param name="value">The estimate, not negative.</param>
    /// <param name="degreesOfFreedom">Their number, positive: the estimate varies by the fraction √(2 / number) of itself.</param>
    public static VarianceEstimate OfDegrees(double value, double degreesOfFreedom) => new(value, 2 * value * value / degreesOfFreedom);

    /// <summary>Takes the variance of the sum of what two independent estimates speak of.</summary>
    public static VarianceEstimate operator +(VarianceEstimate first, VarianceEstimate second) =>
        new(first.Value + second.Value, first.OwnVariance + second.OwnVariance);
}
