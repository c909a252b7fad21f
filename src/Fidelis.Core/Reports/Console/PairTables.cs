using System.Globalization;
using Fidelis.Evaluation.Pairs;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Reports.Console;

/// <summary>The tables of a comparison of images one by one.</summary>
public static class PairTables
{
    private const string Absent = "-";

    /// <summary>Makes the table of the summaries.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A row for each metric: mean with its standard error, 95 % interval, median, ends, pairs.</returns>
    public static TextTable Summary(PairResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new TextTable(
            [new("metric", false), new("mean", true), new("95 % interval", true), new("median", true), new("minimum", true), new("maximum", true), new("pairs", true)],
            [.. result.Metrics.Select(Row)]);
    }

    /// <summary>Makes the table of the worst pairs.</summary>
    /// <param name="result">The result.</param>
    /// <param name="worst">The pairs.</param>
    /// <returns>A row for each pair with the values of all metrics, the worst first.</returns>
    public static TextTable Worst(PairResult result, WorstPairs worst)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(worst);
        return new TextTable(
            [new($"worst by {worst.Metric}", false), new("generated", false), .. result.Metrics.Select(metric => new TextColumn(metric.Summary.Id, true))],
            [.. worst.Places.Select(place => (string[])[Printable.Of(result.Pairs[place].Reference), Printable.Of(result.Pairs[place].Generated), .. result.Metrics.Select(metric => Text(metric.Values[place]))])]);
    }

    private static string[] Row(PairMetricResult metric)
    {
        MetricScore score = metric.Summary.Score!;
        string arrow = MetricCatalog.Find(metric.Summary.Id)!.Descriptor.Direction == MetricDirection.LowerIsBetter ? "↓" : "↑";
        return
        [
            $"{metric.Summary.Id} {arrow}",
            ScoreText.Of(score),
            score.Interval is { } interval ? $"{Text(interval.Lower)} to {Text(interval.Upper)}" : Absent,
            Text(score.Details["median"]),
            Text(score.Details["minimum"]),
            Text(score.Details["maximum"]),
            metric.Values.Count.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string Text(double value) => double.IsPositiveInfinity(value) ? "Infinity" : value.ToString("G4", CultureInfo.InvariantCulture);
}
