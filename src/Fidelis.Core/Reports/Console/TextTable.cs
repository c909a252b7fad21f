using System.Text;

namespace Fidelis.Reports.Console;

/// <summary>A table of text that whoever shows it may draw as it likes.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with one cell for each column.</param>
public sealed record TextTable(IReadOnlyList<TextColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string Gap = "  ";

    /// <summary>Draws the table with nothing but letters and spaces.</summary>
    /// <returns>A line of headings, a line of rules and a line for each row, without spaces at their ends.</returns>
    public string ToText()
    {
        int[] widths = [.. Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Heading.Length).Max())];
        StringBuilder text = new();
        AppendLine([.. Columns.Select(column => column.Heading)]);
        AppendLine([.. widths.Select(width => new string('-', width))]);
        foreach (IReadOnlyList<string> row in Rows)
        {
            AppendLine(row);
        }

        return text.ToString();

        void AppendLine(IReadOnlyList<string> cells) => text
            .Append(string.Join(Gap, cells.Select((cell, i) => Columns[i].IsRightAligned ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd())
            .Append('\n');
    }
}
