using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fidelis.Cli.Progress;

/// <summary>
/// Shows the progress of anything that takes over a second: a bar with rate and remaining time on a terminal, a plain line every
/// few seconds where stderr is redirected, nothing for work that ends sooner.
/// </summary>
internal static class ProgressLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <summary>Runs work on a thread of its own and shows how it goes.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams and the clock.</param>
    /// <param name="title">What is being done, capitalised, without a full stop: <c>Decoding</c>.</param>
    /// <param name="unit">What is counted, in the plural: <c>images</c>.</param>
    /// <param name="total">The number of items; zero where it is not known.</param>
    /// <param name="work">The work; it reports what is done, and observes cancellation by itself.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="Exception">What the work threw, as it was thrown.</exception>
    public static T Run<T>(CommandContext context, string title, string unit, long total, Func<ProgressReporter, T> work) =>
        Run(context, title, unit, new ProgressReporter(total), work);

    /// <summary>Runs work that counts bytes too on a thread of its own and shows how it goes.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams and the clock.</param>
    /// <param name="title">What is being done, capitalised, without a full stop: <c>Decoding</c>.</param>
    /// <param name="unit">What is counted, in the plural: <c>images</c>.</param>
    /// <param name="reporter">What the work reports to.</param>
    /// <param name="work">The work; it reports what is done, and observes cancellation by itself.</param>
    /// <returns>What the work gave back.</returns>
    /// <exception cref="Exception">What the work threw, as it was thrown.</exception>
    public static T Run<T>(CommandContext context, string title, string unit, ProgressReporter reporter, Func<ProgressReporter, T> work)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reporter.Total);
        long start = context.Clock.GetTimestamp();
        Task<T> task = Task.Factory.StartNew(() => work(reporter), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (!IsFinishedWithin(task, Patience, context.Clock))
        {
            Func<string> describe = () => ProgressText.Describe(reporter, unit, context.Clock.GetElapsedTime(start));
            if (context.Progress.Profile.Capabilities.Interactive)
            {
                ShowBar(context, title, reporter, task, describe);
            }
            else
            {
                WriteLines(context, title, task, describe);
            }
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs work that gives nothing back on a thread of its own and shows how it goes.</summary>
    /// <param name="context">The streams and the clock.</param>
    /// <param name="title">What is being done, capitalised, without a full stop: <c>Decoding</c>.</param>
    /// <param name="unit">What is counted, in the plural: <c>images</c>.</param>
    /// <param name="total">The number of items; zero where it is not known.</param>
    /// <param name="work">The work; it reports what is done, and observes cancellation by itself.</param>
    /// <exception cref="Exception">What the work threw, as it was thrown.</exception>
    public static void Run(CommandContext context, string title, string unit, long total, Action<ProgressReporter> work) =>
        Run(context, title, unit, total, reporter =>
        {
            work(reporter);
            return true;
        });

    private static void ShowBar(CommandContext context, string title, ProgressReporter reporter, Task task, Func<string> describe) =>
        context.Progress.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new StateColumn(describe))
            .Start(view =>
            {
                ProgressTask bar = view.AddTask(Markup.Escape(title), maxValue: Math.Max(reporter.Total, 1));
                bar.IsIndeterminate = reporter.Total == 0;
                do
                {
                    bar.Value = reporter.Done;
                }
                while (!IsFinishedWithin(task, FrameInterval, context.Clock));
            });

    private static void WriteLines(CommandContext context, string title, Task task, Func<string> describe)
    {
        do
        {
            context.Progress.WriteLine($"{title}: {describe()}");
        }
        while (!IsFinishedWithin(task, LineInterval, context.Clock));
    }

    private static bool IsFinishedWithin(Task task, TimeSpan time, TimeProvider clock)
    {
        using CancellationTokenSource waiting = new();
        Task pause = Task.Delay(time, clock, waiting.Token);
        bool isFinished = Task.WaitAny(task, pause) == 0;
        waiting.Cancel();
        return isFinished;
    }

    private sealed class StateColumn(Func<string> describe) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(describe());
    }
}
