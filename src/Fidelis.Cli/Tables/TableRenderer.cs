using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Draws tables: with lines and as wide as the terminal on one, with letters and spaces alone where stdout is redirected.</summary>
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

        TableFit fit = TableFit.Of(table, context.Output.Profile.Width);
        foreach (string caption in fit.Captions)
        {
            context.Output.WriteLine(caption);
        }

        foreach (TableFit.Part part in fit.Parts)
        {
            context.Output.Write(Draw(part));
        }
    }

    private static Table Draw(TableFit.Part part)
    {
        Table drawn = new() { Border = TableBorder.Rounded };
        foreach ((TextColumn column, int width) in part.Table.Columns.Zip(part.Widths))
        {
            TableColumn header = new TableColumn(Markup.Escape(column.Heading)).Width(width);
            drawn.AddColumn(column.IsRightAligned ? header.RightAligned() : header);
        }

        foreach (IReadOnlyList<string> row in part.Table.Rows)
        {
            drawn.AddRow([.. row.Select(Markup.Escape)]);
        }

        return drawn;
    }
}
