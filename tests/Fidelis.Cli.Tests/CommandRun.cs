using Fidelis.Cli.Streams;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli.Tests;

/// <summary>Runs one command line within the test process and keeps what it printed.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">What went to stdout.</param>
/// <param name="Progress">What went to stderr.</param>
internal sealed record CommandRun(int ExitCode, string Output, string Progress)
{
    /// <summary>Runs <c>fidelis</c> with some arguments, both streams redirected.</summary>
    public static Task<CommandRun> Of(params string[] arguments) => In([], arguments);

    /// <summary>Runs <c>fidelis</c> with some arguments in an environment of these variables alone, both streams redirected.</summary>
    public static Task<CommandRun> In(Dictionary<string, string> environment, params string[] arguments) => Run(environment, () => Stream.Null, arguments);

    /// <summary>Runs <c>fidelis</c> with some arguments and some bytes on stdin.</summary>
    public static Task<CommandRun> Reading(byte[] input, params string[] arguments) => Run([], () => new MemoryStream(input), arguments);

    /// <summary>Runs <c>fidelis</c> with some arguments and a stream as stdin.</summary>
    public static Task<CommandRun> Reading(Func<Stream> input, params string[] arguments) => Run([], input, arguments);

    /// <summary>Runs <c>fidelis</c> with some arguments in an environment of these variables alone, with other weights to be pulled than the published ones.</summary>
    public static Task<CommandRun> Pulling(IReadOnlyList<PublishedWeights> published, Dictionary<string, string> environment, params string[] arguments) =>
        Run(environment, () => Stream.Null, arguments, published);

    private static async Task<CommandRun> Run(
        Dictionary<string, string> environment, Func<Stream> input, string[] arguments, IReadOnlyList<PublishedWeights>? published = null)
    {
        // What the user of this machine has pulled is no part of a test.
        environment.TryAdd(UserCache.Variable, Path.Combine(AppContext.BaseDirectory, "no-cache"));
        using StringWriter output = new();
        using StringWriter progress = new();
        CommandContext context = new(Console(output), Console(progress), output, new UnhurriedClock(), environment.GetValueOrDefault) { Input = input, Published = published ?? PublishedWeights.All };
        int code = await CommandLine.RunAsync(arguments, context).ConfigureAwait(false);
        return new CommandRun(code, output.ToString(), progress.ToString());
    }

    /// <summary>Fails unless the command ended with code 2 and one sentence that holds some text.</summary>
    public void AssertRefused(string part)
    {
        Assert.True(ExitCode == ExitCodes.Input, $"Exit code {ExitCode}: {Progress}");
        Assert.Contains(part, Progress);
        Assert.Contains("error: ", Progress);
        Assert.DoesNotContain("   at ", Progress);
        Assert.Equal(string.Empty, Output);
    }

    private static IAnsiConsole Console(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });

        console.Pipeline.Attach(new PrintableText());

        // A sentence with two long paths is still one line.
        console.Profile.Width = 2000;
        return console;
    }

    /// <summary>A clock whose timers never ring: what takes over a second on a busy machine prints no lines of progress among those that a test expects.</summary>
    private sealed class UnhurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
