using System.Globalization;
using System.Text;
using Fidelis.Networks.Weights;

namespace Fidelis.Reports.Csv;

/// <summary>Comma-separated values (RFC 4180) row by row: lines that end with a line feed, a header first.</summary>
/// <param name="header">The names of the columns.</param>
internal sealed class CsvText(params string[] header)
{
    private readonly StringBuilder text = new StringBuilder().AppendJoin(',', header.Select(CsvField.Of)).Append('\n');

    /// <summary>Writes a number with a point, in the fewest digits that give it back; nothing for one that does not exist.</summary>
    public static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Adds a row.</summary>
    public CsvText Add(params IEnumerable<string> fields)
    {
        text.AppendJoin(',', fields.Select(CsvField.Of)).Append('\n');
        return this;
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path) => WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
