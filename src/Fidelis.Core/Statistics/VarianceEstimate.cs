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

    /// <summary>Estimates the variance of the mean of independent values, whatever their law.</summary>
    /// <param name="values">The values: two at least.</param>
    /// <remarks>
    /// The variance s² of n values has itself the variance (m₄ - s⁴ (n - 3) / (n - 1)) / n, with their fourth central moment m₄: the few values that make up all the scatter, as
    /// rare classes do, leave it uncertain however many others there are.
    /// </remarks>
    public static VarianceEstimate OfMean(ReadOnlySpan<double> values)
    {
        double n = values.Length;
        double variance = InfluenceVariance.OfMean(values) * n;
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / n;
        }

        double fourth = 0;
        foreach (double value in values)
        {
            double square = (value - mean) * (value - mean);
            fourth += square * square / n;
        }

        return new VarianceEstimate(variance / n, Math.Max(fourth - (variance * variance * (n - 3) / (n - 1)), 0) / (n * n * n));
    }

    /// <summary>Takes the variance of the sum of what two independent estimates speak of.</summary>
    public static VarianceEstimate operator +(VarianceEstimate first, VarianceEstimate second) =>
        new(first.Value + second.Value, first.OwnVariance + second.OwnVariance);
}
