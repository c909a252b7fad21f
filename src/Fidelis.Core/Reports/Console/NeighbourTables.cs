using System.Globalization;
using Fidelis.Evaluation.Neighbours;

namespace Fidelis.Reports.Console;

/// <summary>The tables of a search for neighbours.</summary>
public static class NeighbourTables
{
    /// <summary>Makes the table of the pairs that lie nearest by the spacing of the reference.</summary>
    /// <param name="result">The neighbours.</param>
    /// <param name="rows">The most rows.</param>
    /// <returns>Row, generated image, nearest reference image, distance, ratio, realism, and whether it is a copy.</returns>
    public static TextTable Closest(NeighbourResult result, int rows)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new TextTable(
            [new("row", true), new("generated", false), new("nearest real", false), new("distance", true), new("ratio", true), new("realism", true), new("copy", false)],
            [
                .. result.ClosestFirst.Take(rows).Select((image, row) => (string[])
                [
                    (row + 1).ToString(CultureInfo.InvariantCulture),
                    result.GeneratedPaths[image.Index],
                    result.ReferencePaths[image.Nearest[0].Index],
                    Number(image.Nearest[0].Distance),
                    Number(image.SpacingRatio),
                    result.Realism is { } realism ? Number(realism.Values[image.Index]) : "-",
                    image.Exact is { IsSameFile: true } ? "same file" : image.Exact is not null ? "same pixels" : image.IsNearCopy ? "near" : "",
                ]),
            ]);
    }

    /// <summary>Makes the summary: how many images are copies, and how many new real images would be taken for some.</summary>
    /// <param name="result">The neighbours.</param>
    /// <returns>A row for each kind of copy, with its share, its interval and what is expected of new real images.</returns>
    public static TextTable Summary(NeighbourResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        CopyTest test = result.Copies;
        List<string[]> rows =
        [
            [
                $"near copies: ratio below {Number(test.Limit)}",
                $"{test.FlaggedCount} of {test.Count}",
                Percent(test.Share),
                $"{Percent(test.Interval.Lower)} to {Percent(test.Interval.Upper)}",
                $"{Percent(test.ExpectedShare)}: {test.UsualCounts.Fewest} to {test.UsualCounts.Most}",
            ],
            ["nearer than the reference's own neighbours: ratio of at most 1", $"{test.NearerCount} of {test.Count}", Percent((double)test.NearerCount / test.Count), "", Percent(test.ReferenceNearerShare)],
        ];
        if (result.ArePixelsKnown)
        {
            rows.Insert(0, ["exact copies, pixel by pixel", $"{result.ExactCopyCount} of {test.Count}", Percent((double)result.ExactCopyCount / test.Count), "", ""]);
        }

        return new TextTable([new("what", false), new("images", true), new("share", true), new("95 % interval", false), new("new real images", false)], rows);
    }

    private static string Number(double value) => double.IsInfinity(value) ? "inf" : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}
