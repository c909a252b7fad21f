using System.Globalization;
using Fidelis.Evaluation.Rankings;
using Fidelis.Metrics;

namespace Fidelis.Reports.Console;

/// <summary>The table of one ranking: a row for each score, the best first.</summary>
public static class RankingTable
{
    private const string Absent = "-";

    /// <summary>Makes the table.</summary>
    /// <param name="result">The comparison that the ranking is of.</param>
    /// <param name="ranking">The ranking.</param>
    /// <returns>
    /// Place, generated set, run, the score with its standard error and with what makes it incomparable, how far it is behind the one before it, images.
    /// </returns>
    public static TextTable Of(RankingResult result, Ranking ranking)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(ranking);
        string metric = ScoreTable.Heading(ranking.Metric);
        return new TextTable(
            [
                new("place", true), new("generated", false), new("run", false), new("model", false),
                new(ranking.Class is null ? metric : $"{metric} of {ranking.Class}", true), new("behind the one before", true), new("images", true),
            ],
            [
                .. ranking.Scores.Select(score => (string[])
                [
                    score.Rank?.ToString(CultureInfo.InvariantCulture) ?? Absent,
                    result.GeneratedOf(score).Source,
                    result.Runs[score.Run].Name,
                    score.Comparison.Model.Label,
                    Value(score),
                    Gap(score.BehindPrevious),
                    $"{Count(score.Metric.ReferenceCount)} : {Count(score.Metric.GeneratedCount)}",
                ]),
            ]);
    }

    // What is not comparable says so beside the number.
    private static string Value(RankedScore score)
    {
        string value = score.Metric.Score is { } found ? ScoreText.Of(found) : Absent;
        return score.Deviations.Count == 0 ? value : $"{value} (other {string.Join(", ", score.Deviations)})";
    }

    // 1.20 ± 0.75, chance?
    private static string Gap(ScoreGap? gap) => gap is not { } known ? Absent
        : ScoreText.Of(new MetricScore(known.Value) { StandardError = known.Error }) + (known.IsWithinError == true ? ", within error" : "");

    private static string Count(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? Absent;
}
