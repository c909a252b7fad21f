using System.Text;
using Fidelis.Reports.Console;

namespace Fidelis.Reports.Markdown;

/// <summary>A page of Markdown (GitHub's), piece by piece. Names of classes and files may hold any characters.</summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a heading, which is shown as it is.</summary>
    public void Heading(int level, string title) => Append($"{new string('#', level)} {Escape(title)}");

    /// <summary>Adds a paragraph, whose own marks count: what comes from elsewhere is to be escaped.</summary>
    public void Paragraph(string sentences) => Append(OneLine(sentences));

    /// <summary>Adds lines that are shown as they are.</summary>
    public void Code(string lines) => Append($"```\n{OneLine(lines)}\n```");

    /// <summary>Adds a table, whose cells are shown as they are.</summary>
    public void Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows) =>
        Append(string.Join('\n', [Row(headings), Row(headings.Select(_ => "---")), .. rows.Select(Row)]));

    /// <summary>Adds a table with its numbers flush right.</summary>
    public void Table(TextTable table) => Append(string.Join(
        '\n',
        [Row(table.Columns.Select(column => column.Heading)), Row(table.Columns.Select(column => column.IsRightAligned ? "---:" : "---")), .. table.Rows.Select(Row)]));

    /// <summary>Writes a text of unknown origin so that a page shows it as it is, and takes nothing in it for a mark or for HTML.</summary>
    /// <param name="content">The text.</param>
    /// <returns>The text on one line.</returns>
    public static string Escape(string content)
    {
        string line = OneLine(content);
        StringBuilder escaped = new(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            // Within a word an underscore is no mark, and links with a backslash in them lead nowhere.
            bool isWithinWord = i > 0 && i + 1 < line.Length && char.IsLetterOrDigit(line[i - 1]) && char.IsLetterOrDigit(line[i + 1]);
            _ = line[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '_' when isWithinWord => escaped.Append('_'),
                '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '#' => escaped.Append('\\').Append(line[i]),
                var other => escaped.Append(other),
            };
        }

        return escaped.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(Cell))} |";

    private static string Cell(string content) => Escape(content).Replace("|", "\\|", StringComparison.Ordinal);

    private static string OneLine(string content) => content.ReplaceLineEndings(" ");

    private void Append(string block) => text.Append(text.Length == 0 ? "" : "\n").Append(block).Append('\n');
}
