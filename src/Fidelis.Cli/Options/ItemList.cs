using System.CommandLine;
using System.Text.RegularExpressions;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>Reads options that list several things in one word, separated by commas. A comma within a name is written as <c>\,</c>.</summary>
internal static partial class ItemList
{
    /// <summary>Reads the items.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The items without the spaces around them, one at least; or <see langword="null"/> where the option is not given.</returns>
    /// <exception cref="InputException">The option is given and names nothing, which must not mean everything.</exception>
    public static IReadOnlyList<string>? Of(Option<string?> option, ParseResult parsed)
    {
        string? text = parsed.GetValue(option);
        string[]? items = text is null
            ? null
            : [.. Separator().Split(text).Select(item => item.Trim().Replace("\\,", ",", StringComparison.Ordinal)).Where(item => item.Length > 0)];
        return items is []
            ? throw new InputException($"{option.Name} must name at least one, but is '{text}': leave it out to take the default.")
            : items;
    }

    [GeneratedRegex(@"(?<!\\),", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
