using System.Globalization;
using Fidelis.Metrics;
using Fidelis.Sensitivity;

namespace Fidelis.Reports.Console;

/// <summary>The table of an experiment: a row for each step.</summary>
public static class SensitivityTable
{
    private const string Absent = "-";

    /// <summary>Makes the table.</summary>
    /// <param name="result">The result of a run.</param>
    /// <param name="experiment">One of its experiments.</param>
    /// <returns>
    /// Model, generated set and trial where there are several, step and facts, each metric with its error, its interval, its floor and the ratio
    /// to it, images.
    /// </returns>
    public static TextTable Of(SensitivityResult result, ExperimentResult experiment)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(experiment);
        Row[] rows = [.. experiment.Series.SelectMany(series => series.Steps.Select(step => new Row(series, step)))];
        List<(TextColumn Column, Func<Row, string> Cell)> columns = [];
        Add(experiment.Series.Select(series => series.Model).Distinct().Count() > 1, "model", row => row.Series.Model);
        Add(result.Generated.Count > 1 && rows.Any(row => row.Series.Generated is not null), "generated", row => row.Series.Generated is { } index ? result.Generated[index].Source : Absent);
        Add(rows.Any(row => row.Series.Trial.Length > 0), "trial", row => row.Series.Trial);
        Add(true, experiment.Experiment.StepHeading, row => row.Step.Label);
        foreach (string fact in rows.SelectMany(row => row.Step.Facts).Select(fact => fact.Key).Distinct())
        {
            bool isNumber = rows.All(row => Fact(row, fact) is null || double.TryParse(Fact(row, fact), NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            columns.Add((new(fact, isNumber), row => Fact(row, fact) ?? Absent));
        }

        foreach (string id in experiment.Series.SelectMany(series => series.MetricIds).Distinct().Order(StringComparer.Ordinal))
        {
            columns.AddRange(MetricOf(rows, id));
        }

        columns.Add((new("images", true), row => $"{Count(row.Step.Metrics.Max(metric => metric.ReferenceCount))} : {Count(row.Step.Metrics.Max(metric => metric.GeneratedCount))}"));
        return new TextTable([.. columns.Select(column => column.Column)], [.. rows.Select(row => (IReadOnlyList<string>)[.. columns.Select(column => column.Cell(row))])]);

        void Add(bool isShown, string heading, Func<Row, string> cell)
        {
            if (isShown)
            {
                columns.Add((new(heading, false), cell));
            }
        }
    }

    /// <summary>Says what stands behind a ± of the table.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <returns>A line; <see langword="null"/> where there is none.</returns>
    public static string? Legend(ExperimentResult experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        MetricScore[] scores = [.. experiment.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics).Select(metric => metric.Score).OfType<MetricScore>()];
        string? repeated = scores.Any(score => score.Details.ContainsKey(RepeatedScore.Repeats)) ? "one standard deviation of the repeats, of which the value is the mean" : null;
        string? single = scores.Any(score => score.StandardError is not null) ? "one standard error, over new draws of as many images" : null;
        return (repeated, single) switch
        {
            (null, null) => null,
            ({ }, { }) => $"±: {repeated}; where a step was scored once, {single}",
            _ => $"±: {repeated ?? single}",
        };
    }

    private static IEnumerable<(TextColumn Column, Func<Row, string> Cell)> MetricOf(Row[] rows, string id)
    {
        yield return (new(ScoreTable.Heading(MetricCatalog.Find(id)!.Descriptor), true), row => Value(row.Step.Find(id)));
        if (rows.Any(row => row.Step.Find(id)?.Interval is not null))
        {
            yield return (new("95 % interval", true), row => row.Step.Find(id)?.Interval is { } interval ? $"{Text(interval.Lower)} to {Text(interval.Upper)}" : Absent);
        }

        if (rows.Any(row => row.Step.Find(id)?.Floor is not null))
        {
            yield return (new($"{id} floor", true), row => Text(row.Step.Find(id)?.Floor));
        }

        if (rows.Any(row => row.Step.Find(id)?.Details.ContainsKey(RepeatedScore.FloorRatio) == true))
        {
            yield return (new("ratio", true), row => row.Step.Find(id)?.Details.TryGetValue(RepeatedScore.FloorRatio, out double ratio) == true ? Text(ratio) : Absent);
        }
    }

    private static string Value(MetricScore? score) => score is null ? Absent
        : score.Details.TryGetValue(RepeatedScore.Repeats, out _) ? ScoreText.Of(score with { StandardError = score.Details[RepeatedScore.Deviation] })
        : ScoreText.Of(score);

    private static string? Fact(Row row, string name) => row.Step.Facts.FirstOrDefault(fact => fact.Key == name).Value;

    private static string Text(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? Absent;

    private static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? Absent;

    private sealed record Row(ExperimentSeries Series, ExperimentStep Step);
}
