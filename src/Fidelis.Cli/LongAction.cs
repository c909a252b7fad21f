using System.CommandLine;

namespace Fidelis.Cli;

/// <summary>Actions of verbs that may take long.</summary>
internal static class LongAction
{
    /// <summary>Sets what a command does. It runs on a thread of its own, so that Ctrl+C is heard while this one waits.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">The work, which observes cancellation, and gives one of <see cref="ExitCodes"/>.</param>
    public static void SetLongAction(this Command command, Func<ParseResult, CancellationToken, int> work) =>
        command.SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), CancellationToken.None));
}
