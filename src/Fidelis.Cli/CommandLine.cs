using System.CommandLine;
using System.CommandLine.Help;
using System.Diagnostics.CodeAnalysis;
using Fidelis.Numerics.Discovery;
using Fidelis.Numerics.Errors;
using Spectre.Console;

namespace Fidelis.Cli;

/// <summary>The command <c>fidelis</c>: its verbs, and what becomes of their exceptions.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs one command line.</summary>
    /// <param name="args">The arguments as the shell gave them.</param>
    /// <param name="context">What the command may touch.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The border of the program: everything that is left becomes a sentence and exit code 70.")]
    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        ParseResult parsed = CreateRoot(context, args.FirstOrDefault(), args.Any(IsHelp)).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

        // The help of a command lists the commands below it, each by its first sentence; its own help has the rest.
        foreach (Command listed in parsed.CommandResult.Command.Subcommands)
        {
            listed.Description = FirstSentence(listed.Description ?? string.Empty);
        }

        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
            Output = context.Raw,
            Error = context.Progress.Profile.Out.Writer,
        };
        try
        {
            IReadOnlyList<string> problems = SyntaxProblems.Find(args, parsed);
            foreach (string problem in problems)
            {
                context.Progress.MarkupLineInterpolated($"[red]error:[/] {problem}");
            }

            if (problems.Count > 0)
            {
                context.Progress.MarkupLineInterpolated($"`{SyntaxProblems.HelpOf(parsed)}` shows how it is used.");
                return ExitCodes.Syntax;
            }

            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Progress.WriteLine("Cancelled.");
            return ExitCodes.Cancelled;
        }
        catch (InputException e)
        {
            context.Progress.MarkupLineInterpolated($"[red]error:[/] {e.Message}");
            return ExitCodes.Input;
        }
        catch (OutOfMemoryException)
        {
            context.Progress.MarkupLineInterpolated(
                $"[red]error:[/] The work must find memory, but the system, or a limit of this process, gave no more: fewer images at once (--batch), fewer threads (--threads), fewer images or fewer features take less.");
            return ExitCodes.Input;
        }
        catch (Exception e)
        {
            context.Progress.MarkupLineInterpolated($"[red]This is an error of Fidelis itself.[/] Please report it with the lines below.");
            context.Progress.WriteLine(e.ToString());
            return ExitCodes.Internal;
        }
    }

    /// <summary>Builds the command tree.</summary>
    /// <param name="context">What the commands may touch.</param>
    /// <param name="word">
    /// The first word of the command line. Where a class is named after it, that verb alone is built: the help of some looks the whole catalogue up,
    /// which the others need not wait for.
    /// </param>
    /// <param name="explains">Whether somebody is going to read the whole help.</param>
    /// <returns>The root command.</returns>
    public static RootCommand CreateRoot(CommandContext context, string? word = null, bool explains = true)
    {
        RootCommand root = new("Measures how good a generative image model is.");
        IReadOnlyList<IVerb> named = Verbs(type => type.Name.Equals(word + "Verb", StringComparison.OrdinalIgnoreCase));
        foreach (IVerb verb in named.Count > 0 ? named : Verbs(null))
        {
            if (explains)
            {
                verb.Explain();
            }

            root.Subcommands.Add(verb.Build(context));
        }

        return root;
    }

    private static bool IsHelp(string argument)
    {
        HelpOption help = new();
        return argument == help.Name || help.Aliases.Contains(argument);
    }

    private static IReadOnlyList<IVerb> Verbs(Func<Type, bool>? isWanted) => Parts.Of<IVerb>(verb => verb.GetType().Name, isWanted);

    private static string FirstSentence(string text)
    {
        string paragraph = text.ReplaceLineEndings("\n").Split("\n\n", 2)[0].Replace('\n', ' ');
        int end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }
}
