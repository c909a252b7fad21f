namespace Fidelis.Reports.Csv;

/// <summary>One field of comma-separated values, as RFC 4180 writes it.</summary>
internal static class CsvField
{
    /// <summary>Puts quotation marks around text that would not be read as one field.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The field.</returns>
    public static string Of(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
