using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Fidelis.Numerics.Errors;

namespace Fidelis.Cli;

/// <summary>Finds what is wrong with the form of a command line.</summary>
internal static class SyntaxProblems
{
    /// <summary>Finds the problems. A group of commands alone is left to the parser, which lists them.</summary>
    /// <param name="arguments">The command line; after <c>--</c> every word is an argument.</param>
    /// <param name="parsed">What the parser made of it.</param>
    /// <returns>A sentence for each problem.</returns>
    public static IReadOnlyList<string> Find(string[] arguments, ParseResult parsed)
    {
        // Help and version are actions of their options, and right whatever else is missing.
        Command command = parsed.CommandResult.Command;
        bool isAsked = command.Action is not null && (parsed.Action is ParseErrorAction || ReferenceEquals(parsed.Action, command.Action));
        return command.Action is null && parsed is { Action: ParseErrorAction, UnmatchedTokens: [var word, ..] } ? [UnknownCommand(command, word)]
            : !isAsked ? []
            : FindUnknownOption(arguments, parsed) is { } unknown ? [unknown]
            : [.. parsed.Errors.Select(error => error.Message)];
    }

    /// <summary>Gets what shows how the command is used.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <returns>For example <c>fidelis stats merge --help</c>.</returns>
    public static string HelpOf(ParseResult parsed)
    {
        List<string> names = ["--help"];
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: not RootCommand } verb; result = result.Parent)
        {
            names.Insert(0, verb.Command.Name);
        }

        return string.Join(' ', names.Prepend("fidelis"));
    }

    private static string UnknownCommand(Command group, string word)
    {
        IEnumerable<string> known = word.StartsWith('-')
            ? group.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            : group.Subcommands.Select(command => command.Name);

        // The verbs are a page of their own; the few commands below one of them fit into the sentence.
        string list = group is RootCommand || word.StartsWith('-') ? "" : $" There is: {string.Join(", ", known)}.";
        return $"There is no {(word.StartsWith('-') ? "option" : "command")} '{word}'.{list}{Suggestion.For(word, known)}";
    }

    // The parser takes a mistyped option for an argument where a verb has any number of these: --fail-abov would be a missing folder.
    private static string? FindUnknownOption(string[] arguments, ParseResult parsed)
    {
        string[] literal = [.. arguments.SkipWhile(word => word != "--").Skip(1)];
        string? unknown = parsed.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(word => word.Length > 1 && word[0] == '-' && !literal.Contains(word));
        if (unknown is null)
        {
            return null;
        }

        string name = unknown.Split('=')[0];
        IEnumerable<string> known = parsed.CommandResult.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
        return $"There is no option '{name}'; a path that begins with a dash is written './{name}'.{Suggestion.For(name, known)}";
    }
}
