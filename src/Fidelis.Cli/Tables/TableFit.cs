using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>A table as a terminal has room for it.</summary>
/// <param name="Captions">What is the same in every row, to stand above the table: <c>model: biocnn-1:blood-cells</c>.</param>
/// <param name="Parts">The rest, one beneath the other; several where the columns do not fit beside one another. The columns that name one of several rows are in all of them.</param>
internal sealed record TableFit(IReadOnlyList<string> Captions, IReadOnlyList<TableFit.Part> Parts)
{
    /// <summary>A name is not squeezed into less than this where numbers can go below instead.</summary>
    private const int NameWidth = 16;

    /// <summary>What is left of a name where even one column of numbers leaves no room for it.</summary>
    private const int SmallestName = 8;

    /// <summary>Fits a table into a terminal.</summary>
    /// <param name="table">The table.</param>
    /// <param name="width">The places in a line of the terminal.</param>
    /// <returns>The table as it is where it fits; else what is the same in all rows goes above it, then names are broken, then columns go below.</returns>
    public static TableFit Of(TextTable table, int width)
    {
        int[] all = [.. Enumerable.Range(0, table.Columns.Count)];
        if (WidthOf(all.Select(i => FullWidth(table, i))) <= width)
        {
            return new TableFit([], [new Part(table, [.. all.Select(i => FullWidth(table, i))])]);
        }

        int[] common = [.. all.Where(i => !table.Columns[i].IsRightAligned && table.Rows.Count > 0 && table.Rows.All(row => row[i] == table.Rows[0][i]))];
        string[] captions = [.. common.Select(i => $"{table.Columns[i].Heading}: {(table.Rows[0][i].Length > 0 ? table.Rows[0][i] : "-")}")];
        int[] columns = [.. all.Except(common)];
        if (columns.Length == 0)
        {
            return new TableFit(captions, []);
        }

        // The first columns that are no numbers name the row, as far as they leave half of the line to others.
        int count = columns.TakeWhile(i => !table.Columns[i].IsRightAligned).Count();
        while (count > 1 && WidthOf(columns[..count].Select(i => LeastWidth(table, i))) > width / 2)
        {
            count--;
        }

        // A single row needs no name: what names it may stand above the table.
        int[] names = columns[..Math.Max(table.Rows.Count > 1 ? 1 : 0, count)];
        return new TableFit(captions, [.. Divide(table, names, columns[names.Length..], width).Select(part => Fit(table, part, width))]);
    }

    private static IEnumerable<int[]> Divide(TextTable table, int[] names, int[] others, int width)
    {
        List<int> part = [.. names];
        foreach (int column in others)
        {
            if (part.Count > names.Length && WidthOf(part.Append(column).Select(i => LeastWidth(table, i))) > width)
            {
                yield return [.. part];
                part = [.. names];
            }

            part.Add(column);
        }

        yield return [.. part];
    }

    private static Part Fit(TextTable table, int[] columns, int width)
    {
        int[] full = [.. columns.Select(i => FullWidth(table, i))];
        int[] widths = [.. columns.Select(i => LeastWidth(table, i))];

        // One place at a time to the column that lacks most, or from the name that has most.
        while (WidthOf(widths) < width && widths.Index().MaxBy(item => full[item.Index] - item.Item) is var (widest, value) && value < full[widest])
        {
            widths[widest]++;
        }

        while (WidthOf(widths) > width && widths.Index().MaxBy(item => item.Item) is var (widest, value) && value > SmallestName)
        {
            widths[widest]--;
        }

        return new Part(
            new TextTable(
                [.. columns.Select((column, i) => table.Columns[column] with { Heading = CellText.Wrap(table.Columns[column].Heading, widths[i]) })],
                [.. table.Rows.Select(row => (string[])[.. columns.Select((column, i) => CellText.Wrap(row[column], widths[i]))])]),
            widths);
    }

    // A line before the first column, and a space on both sides and a line behind each.
    private static int WidthOf(IEnumerable<int> columns) => 1 + columns.Sum(column => column + 3);

    private static int FullWidth(TextTable table, int column) => Math.Max(1, Texts(table, column).Max(text => text.GetCellWidth()));

    /// <summary>Numbers stay on a line, names keep their parts whole.</summary>
    private static int LeastWidth(TextTable table, int column)
    {
        int cells = table.Columns[column].IsRightAligned
            ? table.Rows.Select(row => row[column].GetCellWidth()).DefaultIfEmpty(0).Max()
            : Math.Max(Math.Min(FullWidth(table, column), NameWidth), table.Rows.Select(row => CellText.LeastWidth(row[column])).DefaultIfEmpty(0).Max());
        return Math.Max(1, Math.Max(cells, CellText.LeastWidth(table.Columns[column].Heading)));
    }

    private static IEnumerable<string> Texts(TextTable table, int column) => table.Rows.Select(row => row[column]).Append(table.Columns[column].Heading);

    /// <summary>A table that fits.</summary>
    /// <param name="Table">The table, its cells broken into lines.</param>
    /// <param name="Widths">The places of each column.</param>
    internal sealed record Part(TextTable Table, IReadOnlyList<int> Widths);
}
