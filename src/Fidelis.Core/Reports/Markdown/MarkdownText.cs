using System.Text;
using Fidelis.Reports.Console;

namespace Fidelis.Reports.Markdown;

/// <summary>A page of Markdown (GitHub's), piece by piece. Names of classes and files may hold any characters.</summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a heading.</summary>
    public void Heading(int level, string title) => Append($"{new string('#', level)} {OneLine(title)}");

    /// <summary>Adds a paragraph, whose own marks count.</summary>
    public void Paragraph(string sentences) => Append(OneLine(sentences));

    /// <summary>Adds lines that are shown as they are.</summary>
    public void Code(string lines) => Append($"```\n{OneLine(lines)}\n```");

    /// <summary>Adds a table.</summary>
    public void Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) =>
        Append(string.Join('\n', [Row(headings), Row(headings.Select(_ => "---")), .. rows.Select(Row)]));

    /// <summary>Adds a table with its numbers flush right.</summary>
    public void Table(TextTable table) => Append(string.Join(
        '\n',
        [Row(table.Columns.Select(column => column.Heading)), Row(table.Columns.Select(column => column.IsRightAligned ? "---:" : "---")), .. table.Rows.Select(Row)]));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Cell))} |";

    private static string Cell(string content) => OneLine(content).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string OneLine(string content) => content.ReplaceLineEndings(" ");

    private void Append(string block) => text.Append(text.Length == 0 ? "" : "\n").Append(block).Append('\n');
}
