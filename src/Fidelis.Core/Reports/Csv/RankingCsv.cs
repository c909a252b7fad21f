using System.Globalization;
using Fidelis.Evaluation.Rankings;

namespace Fidelis.Reports.Csv;

/// <summary>A comparison of runs as comma-separated values: one row for each score, ranking by ranking, the best first.</summary>
public static class RankingCsv
{
    /// <summary>Writes the rows, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, RankingResult result) => Of(result).Write(path);

    /// <summary>Makes the text of the file.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A header and the scores; numbers in the fewest digits that give them back.</returns>
    public static string ToText(RankingResult result) => Of(result).ToString();

    private static CsvText Of(RankingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = new(
            "metric", "class", "rank", "run", "generated", "model", "protocol", "value", "standard_error", "behind_first", "behind_first_error", "behind_previous", "behind_previous_error", "n_reference", "n_generated", "deviations", "error");
        foreach (Ranking ranking in result.Rankings)
        {
            foreach (RankedScore score in ranking.Scores)
            {
                text.Add(
                    ranking.Metric.Id,
                    ranking.Class ?? "",
                    Text(score.Rank),
                    result.Runs[score.Run].Name,
                    result.GeneratedOf(score).Source,
                    score.Comparison.Model.Label,
                    score.Comparison.Protocol.Hash,
                    CsvText.Number(score.Metric.Score?.Value),
                    CsvText.Number(score.Metric.Score?.StandardError),
                    CsvText.Number(score.BehindFirst?.Value),
                    CsvText.Number(score.BehindFirst?.Error),
                    CsvText.Number(score.BehindPrevious?.Value),
                    CsvText.Number(score.BehindPrevious?.Error),
                    Text(score.Metric.ReferenceCount),
                    Text(score.Metric.GeneratedCount),
                    string.Join(' ', score.Deviations.Select(deviation => deviation.Replace(' ', '-'))),
                    score.Metric.Error ?? "");
            }
        }

        return text;
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
