#pragma warning disable RS0030 // The one place where the process's own console is taken.
using Fidelis.Cli.Streams;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli;

/// <summary>What a command may touch of the world: its streams, the clock and the environment, each injected.</summary>
/// <param name="Output">The result: stdout.</param>
/// <param name="Progress">Progress, notes and errors: stderr.</param>
/// <param name="Raw">The same stdout for text that must not be wrapped or coloured, such as JSON.</param>
/// <param name="Clock">The time.</param>
/// <param name="Environment">Reads an environment variable.</param>
internal sealed record CommandContext(
    IAnsiConsole Output,
    IAnsiConsole Progress,
    TextWriter Raw,
    TimeProvider Clock,
    Func<string, string?> Environment)
{
    /// <summary>Opens stdin, which the source <c>-</c> reads; empty where there is none.</summary>
    public Func<Stream> Input { get; init; } = () => Stream.Null;

    /// <summary>The weights that can be pulled.</summary>
    public IReadOnlyList<PublishedWeights> Published
    {
        get => field ?? PublishedWeights.All;
        init;
    }

    /// <summary>Gets the models that have a name: those beside the executable and in the user's cache.</summary>
    public ModelRegistry Models => ModelRegistry.OfUser(Environment);

    /// <summary>Writes a line to stdout without any of what a command needs, for an answer that must come at once.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Whether it could be delivered.</returns>
    public static bool TryAnswer(string line)
    {
        try
        {
            Console.Out.WriteLine(line);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes the streams of the process.</summary>
    /// <returns>The context that the program runs in.</returns>
    public static CommandContext ForProcess()
    {
        Console.SetOut(new ResultWriter(Console.Out));
        Console.SetError(new ProgressWriter(Console.Error));
        return new CommandContext(
            Create(Console.Out, Console.IsOutputRedirected),
            Create(Console.Error, Console.IsErrorRedirected),
            Console.Out,
            TimeProvider.System,
            System.Environment.GetEnvironmentVariable)
        {
            Input = Console.OpenStandardInput,
        };
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        bool plain = redirected || System.Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Pipeline.Attach(new PrintableText());
        if (redirected)
        {
            // Whoever reads this is a file or a program: a sentence stays one line.
            console.Profile.Width = 100_000;
        }

        return console;
    }
}
