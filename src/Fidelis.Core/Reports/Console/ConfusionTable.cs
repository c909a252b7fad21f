using System.Globalization;
using Fidelis.Statistics;

namespace Fidelis.Reports.Console;

/// <summary>How often images that should be of one class were taken for another.</summary>
public static class ConfusionTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="heading">What rows and columns are: <c>true \ predicted</c>.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="counts">The counts.</param>
    /// <returns>A row for each class that images should be of, a column for each that they were taken for.</returns>
    public static TextTable Of(string heading, IReadOnlyList<string> classes, ConfusionMatrix counts)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(counts);
        int[] indices = [.. Enumerable.Range(0, classes.Count)];
        return new TextTable(
            [new(heading, false), .. classes.Select(name => new TextColumn(name, true))],
            [.. indices.Select(row => (string[])[classes[row], .. indices.Select(column => Text(counts[row, column]))])]);
    }

    /// <summary>Makes the table with the recall of each class, of those classes alone that have images.</summary>
    /// <param name="heading">What rows and columns are.</param>
    /// <param name="confusion">The counts.</param>
    /// <returns>The table.</returns>
    public static TextTable WithRecall(string heading, ClassConfusion confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        TextTable plain = Of(heading, confusion.Classes, confusion.Counts);
        return new TextTable(
            [.. plain.Columns, new("recall", true)],
            [
                .. from row in Enumerable.Range(0, confusion.Classes.Count)
                   let recall = confusion.RecallOf(row)
                   where recall is not null
                   select (string[])[.. plain.Rows[row], recall.Value.ToString("P1", CultureInfo.InvariantCulture)],
            ]);
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
