using System.Globalization;
using System.Text;
using Fidelis.Numerics.Errors;

namespace Fidelis.Images.Labels;

/// <summary>Reads comma-separated values (RFC 4180): fields in double quotes may hold commas, line breaks and doubled quotes.</summary>
internal static class CsvTable
{
    /// <summary>Reads all rows but empty ones.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The file, for messages.</param>
    /// <returns>The fields of each row, and the line that it begins on, from 1.</returns>
    /// <exception cref="InputException">A quote is not closed or stands within a field.</exception>
    public static IEnumerable<(int Line, List<string> Fields)> Read(string text, string name)
    {
        int position = 0;
        int line = 1;
        while (position < text.Length)
        {
            int first = line;
            List<string> fields = [];
            do
            {
                fields.Add(ReadField(text, ref position, ref line, name));
            }
            while (position < text.Length && text[position++] == ',');

            // The break at the end of a row: CRLF, LF or CR.
            if (position < text.Length && text[position - 1] == '\r' && text[position] == '\n')
            {
                position++;
            }

            line++;
            if (fields is not [""])
            {
                yield return (first, fields);
            }
        }
    }

    /// <summary>Reads one field and stops at what ends it: a comma, a line break or the end of the text.</summary>
    private static string ReadField(string text, ref int position, ref int line, string name)
    {
        if (position >= text.Length || text[position] != '"')
        {
            int end = text.AsSpan(position).IndexOfAny(",\r\n");
            string plain = end < 0 ? text[position..] : text.Substring(position, end);
            position += plain.Length;
            return plain.Contains('"', StringComparison.Ordinal) ? throw Broken(name, line, "a quote within a field that does not begin with one") : plain;
        }

        int start = line;
        StringBuilder quoted = new();
        for (position++; position < text.Length; position++)
        {
            char letter = text[position];
            if (letter == '"' && (position + 1 >= text.Length || text[position + 1] != '"'))
            {
                position++;
                return position >= text.Length || text[position] is ',' or '\r' or '\n'
                    ? quoted.ToString()
                    : throw Broken(name, line, "letters behind the closing quote of a field");
            }

            if (letter == '"')
            {
                position++;
            }
            else if (letter == '\n')
            {
                line++;
            }

            quoted.Append(letter);
        }

        throw Broken(name, start, "a quote that is never closed");
    }

    private static InputException Broken(string name, int line, string what) => new(string.Create(
        CultureInfo.InvariantCulture, $"The file '{name}' must be comma-separated values (RFC 4180), but line {line} has {what}."));
}
