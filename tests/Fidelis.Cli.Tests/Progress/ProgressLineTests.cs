using Fidelis.Cli.Progress;
using Spectre.Console;

namespace Fidelis.Cli.Tests.Progress;

public sealed class ProgressLineTests
{
    [Fact]
    public void Run_WorkWithinASecond_GivesItsResultAndPrintsNothing()
    {
        using StringWriter progress = new();
        using HastyClock frozen = new(timersBeforeRest: 0);
        Assert.Equal(7, ProgressLine.Run(Context(progress, frozen), "Counting", "images", 1, _ => 7));
        Assert.Equal("", progress.ToString());
    }

    [Fact]
    public void Run_LongWorkWithoutATerminal_PrintsPlainLines()
    {
        using StringWriter progress = new();
        using HastyClock clock = new(timersBeforeRest: 3);
        ProgressLine.Run(Context(progress, clock), "Counting", "images", 10, reporter =>
        {
            reporter.Report(4);
            clock.WaitForRest();
        });
        string[] lines = progress.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^Counting: \d+ of 10 images", line));
    }

    [Fact]
    public void Run_WorkThatThrows_ThrowsTheSameException()
    {
        using StringWriter progress = new();
        using HastyClock frozen = new(timersBeforeRest: 0);
        Assert.Throws<OperationCanceledException>(() =>
            ProgressLine.Run(Context(progress, frozen), "Counting", "images", 1, _ => throw new OperationCanceledException()));
    }

    private static CommandContext Context(TextWriter progress, TimeProvider clock)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(progress),
        });
        return new CommandContext(console, console, progress, clock, _ => null);
    }

    /// <summary>A clock whose first few timers ring at once, and whose later ones never do.</summary>
    private sealed class HastyClock(int timersBeforeRest) : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim resting = new();
        private int timers;

        public void WaitForRest() => resting.Wait();

        public void Dispose() => resting.Dispose();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool rests = ++timers > timersBeforeRest;
            if (rests)
            {
                resting.Set();
            }

            return System.CreateTimer(callback, state, rests ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
