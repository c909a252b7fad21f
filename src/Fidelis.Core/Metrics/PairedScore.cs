using Fidelis.Numerics.Distributions;

namespace Fidelis.Metrics;

/// <summary>Makes the score of a set of the values of its pairs: their mean, with the error that it has over new draws of as many pairs.</summary>
public static class PairedScore
{
    /// <summary>The name of the interval: mean ± t SE, with the quantile 0.975 of Student's t distribution of n - 1 degrees of freedom.</summary>
    public const string IntervalMethod = "student-t";

    private const double UpperProbability = 0.975;

    /// <summary>Computes the score.</summary>
    /// <param name="metric">The metric, for its range.</param>
    /// <param name="values">The values of the pairs; at least one.</param>
    /// <param name="findings">What else is known of them.</param>
    /// <returns>
    /// The mean; the standard error, the deviation with denominator n - 1 over the root of n; the interval, cut at the ends of the range; and in
    /// the details <c>median minimum maximum std</c> and the further figures. Of one pair, or where a value is infinite, there is no error.
    /// </returns>
    public static MetricScore Of(IPairedMetric metric, PairedValues values, PairedFindings findings)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(findings);
        double[] sorted = [.. values.Values.Order()];
        int n = sorted.Length;
        double mean = sorted.Sum() / n;
        double deviation = n > 1 ? Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (n - 1)) : double.NaN;
        Dictionary<string, double> details = new()
        {
            ["median"] = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
            ["minimum"] = sorted[0],
            ["maximum"] = sorted[^1],
        };
        if (double.IsFinite(deviation))
        {
            details.Add("std", deviation);
        }

        foreach ((string name, double value) in findings.Details)
        {
            details.Add(name, value);
        }

        if (findings.Score is { } score)
        {
            return score with { Details = details };
        }

        if (!double.IsFinite(deviation))
        {
            return new MetricScore(mean) { WhyNoInterval = WhyNone(metric.Descriptor.Id, sorted), Details = details };
        }

        return Around(metric, mean, deviation / Math.Sqrt(n), n) with { Details = details };
    }

    /// <summary>Puts Student's interval about a score of pairs, cut at the ends of the range.</summary>
    /// <param name="metric">The metric, for its range.</param>
    /// <param name="value">The score.</param>
    /// <param name="error">Its standard error.</param>
    /// <param name="count">The number of pairs, at least 2.</param>
    internal static MetricScore Around(IPairedMetric metric, double value, double error, int count)
    {
        double reach = StudentTDistribution.Quantile(UpperProbability, count - 1) * error;
        return new MetricScore(value)
        {
            StandardError = error,
            Interval = new ScoreInterval(Math.Min(Math.Max(value - reach, metric.Least), value), Math.Max(Math.Min(value + reach, metric.Greatest), value)),
            IntervalMethod = IntervalMethod,
        };
    }

    private static string WhyNone(string id, double[] values) => values.Length == 1
        ? $"The error of {id} is unknown: one pair does not tell how pairs scatter."
        : $"The error of {id} is unknown: {values.Count(double.IsInfinity)} of {values.Length} pairs are infinite, and so is the mean.";
}
