using System.Globalization;

namespace Fidelis.Numerics.Errors;

/// <summary>Shows names of unknown origin so that they stay within their sentence.</summary>
public static class Printable
{
    private const int ShownAtEachEnd = 500;

    /// <summary>
    /// Writes control characters, line breaks and those that turn the direction of writing as <c>\u000a</c>, and leaves out the middle of
    /// a name of more than 1000 letters.
    /// </summary>
    /// <param name="name">A name of a file, an entry or a class.</param>
    /// <returns>The name on one line, unchanged where it is short and has no such character.</returns>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 2 * ShownAtEachEnd)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name.AsSpan(0, ShownAtEachEnd)}[{name.Length - (2 * ShownAtEachEnd)} letters]{name.AsSpan(name.Length - ShownAtEachEnd)}");
        }

        return OnOneLine(name);
    }

    /// <summary>Writes control characters, line breaks and those that turn the direction of writing as <c>\u000a</c>.</summary>
    /// <param name="text">A text of any length.</param>
    /// <returns>The text on one line, unchanged where it has no such character.</returns>
    public static string OnOneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsObeyed)
            ? string.Concat(text.Select(c => IsObeyed(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()))
            : text;
    }

    private static bool IsObeyed(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
