using System.CommandLine;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>Reads options that list several things in one word, separated by commas.</summary>
internal static class ItemList
{
    /// <summary>Reads the items.</summary>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>The items without the spaces around them, one at least; or <see langword="null"/> where the option is not given.</returns>
    /// <exception cref="InputException">The option is given and names nothing, which must not mean everything.</exception>
    public static IReadOnlyList<string>? Of(Option<string?> option, ParseResult parsed)
    {
        string? text = parsed.GetValue(option);
        string[]? items = text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return items is []
            ? throw new InputException($"{option.Name} must name at least one, but is '{text}': leave it out to take the default.")
            : items;
    }
}
