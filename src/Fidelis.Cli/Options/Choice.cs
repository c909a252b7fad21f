using System.CommandLine;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli.Options;

/// <summary>Reads options that choose one of several things by name.</summary>
internal static class Choice
{
    /// <summary>Reads the choice.</summary>
    /// <typeparam name="T">What is chosen.</typeparam>
    /// <param name="option">The option.</param>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="choices">The names and what they mean; the first is the default.</param>
    /// <returns>What is meant.</returns>
    /// <exception cref="InputException">There is no such name.</exception>
    public static T Of<T>(Option<string?> option, ParseResult parsed, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        string? name = parsed.GetValue(option);
        if (name is null)
        {
            return choices[0].Value;
        }

        List<string> names = [];
        foreach ((string choice, T value) in choices)
        {
            if (choice == name)
            {
                return value;
            }

            names.Add(choice);
        }

        throw new InputException($"{option.Name} must be one of {string.Join(", ", names)}, but is '{name}'.{Suggestion.For(name, names)}");
    }
}
