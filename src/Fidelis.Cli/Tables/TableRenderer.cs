using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Draws tables: with lines on a terminal, with letters and spaces alone where stdout is redirected.</summary>
internal static class TableRenderer
{
    /// <summary>Writes a table to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="table">The table, whose names may come from anywhere: a row stays on its line, whatever is in them.</param>
    public static void Write(CommandContext context, TextTable table)
    {
        table = new TextTable(
            [.. table.Columns.Select(column => column with { Heading = Printable.OnOneLine(column.Heading) })],
            [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Printable.OnOneLine)])]);
        if (!context.Output.Profile.Capabilities.Interactive)
        {
            // Whoever reads this is a file or a program: a long row stays one line.
            context.Raw.Write(table.ToText());
            return;
        }

        Table drawn = new() { Border = TableBorder.Rounded };
        foreach (TextColumn column in table.Columns)
        {
            TableColumn header = new(Markup.Escape(column.Heading));
            drawn.AddColumn(column.IsRightAligned ? header.RightAligned() : header);
        }

        foreach (IReadOnlyList<string> row in table.Rows)
        {
            drawn.AddRow([.. row.Select(Markup.Escape)]);
        }

        context.Output.Write(drawn);
    }
}
