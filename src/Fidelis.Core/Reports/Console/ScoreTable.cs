using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Metrics;

namespace Fidelis.Reports.Console;

/// <summary>The table of an evaluation: a row for each model and generated set.</summary>
public static class ScoreTable
{
    private const string Absent = "-";

    /// <summary>Makes the table.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Model, generated set, each metric with its standard error and its ceiling or its floor and ratio, images, time.</returns>
    public static TextTable Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<(TextColumn Column, Func<Comparison, string> Cell)> columns =
        [
            (new("model", false), comparison => comparison.Model.Label),
            (new("generated", false), comparison => result.Generated[comparison.Generated].Source),
        ];
        foreach (string id in result.Comparisons.SelectMany(comparison => comparison.Metrics).Select(metric => metric.Id).Distinct())
        {
            AddMetric(columns, id, result);
        }

        columns.Add((new("images", true), comparison => $"{Text(result.Reference.ImageCount)} : {Text(result.Generated[comparison.Generated].ImageCount)}"));
        columns.Add((new("seconds", true), comparison => comparison.Seconds.Total.ToString("0.0", CultureInfo.InvariantCulture)));
        return new TextTable(
            [.. columns.Select(column => column.Column)],
            [.. result.Comparisons.Select(comparison => (string[])[.. columns.Select(column => column.Cell(comparison))])]);
    }

    private static void AddMetric(List<(TextColumn Column, Func<Comparison, string> Cell)> columns, string id, RunResult result)
    {
        MetricDescriptor metric = MetricCatalog.Find(id)!.Descriptor;
        string arrow = metric.Direction switch
        {
            MetricDirection.HigherIsBetter => "↑",
            MetricDirection.LowerIsBetter => "↓",
            _ => $"→ {Text(metric.Ideal)}",
        };
        columns.Add((new($"{id} {arrow}", true), comparison => Value(Score(comparison))));
        if (result.Comparisons.Any(comparison => Score(comparison)?.Floor is not null))
        {
            columns.Add((new($"{id} floor", true), comparison => Text(Score(comparison)?.Floor)));
            columns.Add((new("ratio", true), comparison => Score(comparison) is { Floor: > 0 } score ? Text(score.Value / score.Floor) : Absent));
        }

        MetricScore? Score(Comparison comparison) => comparison.FindScored(id)?.Score;
    }

    // 3.521 ± 0.040 of 4
    private static string Value(MetricScore? score) => score is null
        ? Absent
        : ScoreText.Of(score) + (score.Details.TryGetValue("ceiling", out double ceiling) ? $" of {Text(ceiling)}" : "");

    private static string Text(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? Absent;

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Absent;
}
