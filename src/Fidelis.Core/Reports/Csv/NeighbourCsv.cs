using System.Globalization;
using Fidelis.Evaluation.Neighbours;

namespace Fidelis.Reports.Csv;

/// <summary>The neighbours of every generated image as comma-separated values (RFC 4180): one row for each pair, the nearest first.</summary>
public static class NeighbourCsv
{
    /// <summary>Writes the rows, whole or not at all.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="result">The neighbours.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The file cannot be written there.</exception>
    public static void Write(string path, NeighbourResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CsvText text = new("generated", "rank", "reference", "distance", "ratio", "realism", "near_copy", "exact_copy");
        foreach (ImageNeighbours image in result.Images)
        {
            for (int i = 0; i < image.Nearest.Count; i++)
            {
                // What is said of the image itself stands in the row of its nearest neighbour.
                text.Add(
                    result.GeneratedPaths[image.Index],
                    (i + 1).ToString(CultureInfo.InvariantCulture),
                    result.ReferencePaths[image.Nearest[i].Index],
                    CsvText.Number(image.Nearest[i].Distance),
                    i == 0 ? CsvText.Number(image.SpacingRatio) : "",
                    i == 0 ? CsvText.Number(result.Realism?.Values[image.Index]) : "",
                    i == 0 ? image.IsNearCopy ? "1" : "0" : "",
                    i == 0 && image.Exact is { } exact ? result.ReferencePaths[exact.Reference] : "");
            }
        }

        text.Write(path);
    }
}
