using System.Globalization;
using Fidelis.Evaluation.Pairs;

namespace Fidelis.Reports.Csv;

/// <summary>The values of each pair: one row for each pair, one column for each metric.</summary>
public static class PairCsv
{
    /// <summary>Writes the rows, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, PairResult result) => Of(result).Write(path);

    /// <summary>Makes the text of the file.</summary>
    /// <param name="result">The result.</param>
    /// <returns>A header and the pairs in their order; numbers in the fewest digits that give them back.</returns>
    public static string ToText(PairResult result) => Of(result).ToString();

    private static CsvText Of(PairResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = new(["reference", "generated", "class", "width", "height", .. result.Metrics.Select(metric => metric.Summary.Id)]);
        for (int i = 0; i < result.Pairs.Count; i++)
        {
            ImagePair pair = result.Pairs[i];
            text.Add(
            [
                pair.Reference,
                pair.Generated,
                pair.ClassName ?? "",
                pair.Width.ToString(CultureInfo.InvariantCulture),
                pair.Height.ToString(CultureInfo.InvariantCulture),
                .. result.Metrics.Select(metric => CsvText.Number(metric.Values[i])),
            ]);
        }

        return text;
    }
}
