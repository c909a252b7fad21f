using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Breaks the text of a cell into lines: between words, and in paths and names behind what divides their parts.</summary>
internal static class CellText
{
    /// <summary>Finds the width that a text needs so that no word and no part of a name is torn.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The places of a terminal that its longest piece takes.</returns>
    public static int LeastWidth(string text) => Pieces(text).Select(piece => piece.TrimEnd().GetCellWidth()).DefaultIfEmpty(0).Max();

    /// <summary>Breaks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The places that a line has, at least 1.</param>
    /// <returns>The lines, with <c>\n</c> between them. What is longer than a line in one piece is torn.</returns>
    public static string Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string piece in Pieces(text).SelectMany(piece => Tear(piece, width)))
        {
            if (line.Length > 0 && (line + piece.TrimEnd()).GetCellWidth() > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }

            line.Append(piece);
        }

        lines.Add(line.ToString().TrimEnd());
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            if (IsEnd(text, i))
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    // Behind a space, and behind what divides a name where the name goes on: "-0.5" and "12:" stay whole.
    private static bool IsEnd(string text, int index) => text[index] switch
    {
        ' ' => text[index + 1] != ' ',
        '/' or '\\' or '@' or ':' or '_' or ',' => text[index + 1] != ' ',
        '-' => index > 0 && char.IsLetterOrDigit(text[index - 1]) && char.IsLetter(text[index + 1]),
        _ => false,
    };

    private static IEnumerable<string> Tear(string piece, int width)
    {
        if (piece.TrimEnd().GetCellWidth() <= width)
        {
            yield return piece;
            yield break;
        }

        StringBuilder part = new();
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(piece);
        while (elements.MoveNext())
        {
            string element = elements.GetTextElement();
            if (part.Length > 0 && (part + element).GetCellWidth() > width)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(element);
        }

        yield return part.ToString();
    }
}
