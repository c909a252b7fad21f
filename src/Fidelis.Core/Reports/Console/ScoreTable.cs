using System.Globalization;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Metrics;

namespace Fidelis.Reports.Console;

/// <summary>The tables of an evaluation: a row for each model and generated set, and one for each of their classes.</summary>
public static class ScoreTable
{
    private const string Absent = "-";

    /// <summary>Makes the table of the whole sets.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Model, generated set, each metric with its standard error and its ceiling or its floor and ratio, images, time.</returns>
    public static TextTable Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Row[] rows = [.. result.Comparisons.Select(comparison => new Row(comparison, null, comparison.Metrics))];
        return Make(
            rows,
            [
                (new("model", false), row => row.Comparison.Model.Label),
                (new("generated", false), row => result.Generated[row.Comparison.Generated].Source),
                .. MetricsOf(rows),
                (new("images", true), row => $"{Text(result.Reference.ImageCount)} : {Text(result.Generated[row.Comparison.Generated].ImageCount)}"),
                (new("seconds", true), row => row.Comparison.Seconds.Total.ToString("0.0", CultureInfo.InvariantCulture)),
            ]);
    }

    /// <summary>Makes the table of the classes.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Model, generated set, class, each metric as in the table of the whole sets, images; <see langword="null"/> where no class was scored.</returns>
    public static TextTable? OfClasses(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Row[] rows =
        [
            .. result.Comparisons.SelectMany(comparison => comparison.ClassMetrics
                .GroupBy(metric => metric.Class)
                .Select(ofClass => new Row(comparison, ofClass.Key, [.. ofClass]))),
        ];
        return rows.Length == 0 ? null : Make(
            rows,
            [
                (new("model", false), row => row.Comparison.Model.Label),
                (new("generated", false), row => result.Generated[row.Comparison.Generated].Source),
                (new("class", false), row => row.Class!),
                .. MetricsOf(rows),
                (new("images", true), row => $"{Text(row.Metrics.Max(metric => metric.ReferenceCount))} : {Text(row.Metrics[0].GeneratedCount)}"),
            ]);
    }

    /// <summary>Names a metric and its direction: <c>fid ↓</c>.</summary>
    internal static string Heading(MetricDescriptor metric)
    {
        string arrow = metric.Direction switch
        {
            MetricDirection.HigherIsBetter => "↑",
            MetricDirection.LowerIsBetter => "↓",
            _ => $"→ {Text(metric.Ideal)}",
        };
        return $"{metric.Id} {arrow}";
    }

    private static TextTable Make(Row[] rows, List<(TextColumn Column, Func<Row, string> Cell)> columns) =>
        new([.. columns.Select(column => column.Column)], [.. rows.Select(row => (string[])[.. columns.Select(column => column.Cell(row))])]);

    private static IEnumerable<(TextColumn Column, Func<Row, string> Cell)> MetricsOf(Row[] rows) =>
        rows.SelectMany(row => row.Metrics).Select(metric => metric.Id).Distinct().SelectMany(id => MetricOf(rows, id));

    private static IEnumerable<(TextColumn Column, Func<Row, string> Cell)> MetricOf(Row[] rows, string id)
    {
        MetricDescriptor metric = MetricCatalog.Find(id)!.Descriptor;
        yield return (new(Heading(metric), true), row => Value(row.Find(id)));
        if (rows.Any(row => row.Find(id)?.Floor is not null))
        {
            yield return (new($"{id} floor", true), row => Floor(row.Find(id)));

            // The floor of an unbiased score is zero, and what is measured of it chance: only its spread says something.
            if (!metric.Axioms.HasFlag(MetricAxioms.Unbiasedness))
            {
                yield return (new("ratio", true), row => row.Find(id)?.Details.TryGetValue("floorRatio", out double ratio) == true ? Text(Math.Abs(ratio) < MetricScore.Rounding ? 0 : ratio) : Absent);
            }
        }
    }

    // 3.521 ± 0.040 of 4
    private static string Value(MetricScore? score) => score is null
        ? Absent
        : ScoreText.Of(score) + (score.Details.TryGetValue("ceiling", out double ceiling) ? $" of {Text(ceiling)}" : "");

    // A measured floor comes with the deviation of single scores about it.
    private static string Floor(MetricScore? score) => score switch
    {
        { Floor: { } floor, FloorMethod: FloorMeter.Method } => ScoreText.Of(new MetricScore(floor) { StandardError = score.Details["floorStd"] }),
        _ => Text(score?.Floor),
    };

    private static string Text(double? value) => value?.ToString("G4", CultureInfo.InvariantCulture) ?? Absent;

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Absent;

    private sealed record Row(Comparison Comparison, string? Class, IReadOnlyList<MetricResult> Metrics)
    {
        public MetricScore? Find(string id) => Metrics.FirstOrDefault(metric => metric.Id == id)?.Score;
    }
}
