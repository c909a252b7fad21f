using System.Globalization;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation;

/// <summary>A limit that a score must not pass in any comparison.</summary>
/// <param name="Metric">The id of the metric.</param>
/// <param name="Limit">The last value that is allowed.</param>
/// <param name="IsUpper">Whether a score above the limit trips, rather than one below.</param>
public sealed record Threshold(string Metric, double Limit, bool IsUpper)
{
    /// <summary>Reads <c>metric=value</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isUpper">Whether a score above the limit trips, rather than one below.</param>
    /// <returns>The threshold; whether the metric exists is not looked at.</returns>
    /// <exception cref="InputException">The text has another form.</exception>
    public static Threshold Parse(string text, bool isUpper)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) && double.IsFinite(limit)
            ? new Threshold(text[..equals], limit, isUpper)
            : throw new InputException($"A threshold must have the form metric=number, such as fid=20, but is '{text}'.");
    }

    /// <summary>Says in which comparisons of a result the limit is passed.</summary>
    /// <param name="result">The result.</param>
    /// <returns>One sentence for each comparison that trips.</returns>
    /// <exception cref="InputException">The metric could not be computed in some comparison.</exception>
    public IReadOnlyList<string> FindTrips(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<string> trips = [];
        foreach (Comparison comparison in result.Comparisons)
        {
            MetricResult? metric = comparison.Metrics.FirstOrDefault(metric => metric.Id == Metric);
            string generated = result.Generated[comparison.Generated].Source;
            if (metric?.Score is not { } score || double.IsNaN(score.Value))
            {
                throw new InputException($"The threshold on '{Metric}' cannot be judged for '{generated}', because the score could not be computed. {(metric is null ? "It does not apply to these images." : metric.Error ?? "It is not a number.")}");
            }

            if (FindTrip(score, $"'{generated}' by {comparison.Model.Label}") is { } trip)
            {
                trips.Add(trip);
            }
        }

        return trips;
    }

    /// <summary>Says whether one score passes the limit.</summary>
    /// <param name="score">The score, a number.</param>
    /// <param name="subject">What it is a score of, as the middle of a sentence.</param>
    /// <returns>A sentence, or <see langword="null"/> where the limit is kept.</returns>
    public string? FindTrip(MetricScore score, string subject)
    {
        ArgumentNullException.ThrowIfNull(score);
        return (IsUpper ? score.Value > Limit : score.Value < Limit)
            ? string.Create(CultureInfo.InvariantCulture, $"{Metric} of {subject} is {score.Value:G6}, {(IsUpper ? "above" : "below")} the limit of {Limit:G6}.")
            : null;
    }
}
