using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Progress;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Spectre.Console;

namespace Fidelis.Cli.Commands.Registry;

/// <summary><c>fidelis models pull NAME</c>: downloads published weights.</summary>
internal static class PullCommand
{
    private const string OfflineVariable = "FIDELIS_OFFLINE";

    private const long Megabyte = 1_000_000;

    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public static Command Build(CommandContext context)
    {
        Argument<string> model = new("NAME") { Description = $"The model: {string.Join(", ", context.Published.Select(weights => weights.Model))}." };
        Command command = new(
            "pull",
            """
            Downloads published weights, checks their size and SHA-256 and stores them. A download that was interrupted is gone on from.
            With FIDELIS_OFFLINE=1 no connection is opened.

            Example:
              fidelis models pull inception-v3
            """)
        {
            model,
        };
        command.SetLongAction((parsed, cancellation) => Pull(parsed.GetRequiredValue(model), context, cancellation));
        return command;
    }

    private static int Pull(string name, CommandContext context, CancellationToken cancellation)
    {
        PublishedWeights weights = context.Published.FirstOrDefault(published => published.Model == name) ?? throw new InputException(
            $"The models that can be pulled are {string.Join(", ", context.Published.Select(published => published.Model))}, but the name is '{name}'.");
        if (context.Environment(OfflineVariable) is { Length: > 0 } and not "0")
        {
            throw new InputException($"{OfflineVariable} forbids connections: unset it, or {weights.ByHand}.");
        }

        WeightsDownload download = new(weights, context.Models.Store);
        ProgressReporter reporter = new(weights.Bytes / Megabyte) { Start = download.PartialBytes / Megabyte };
        try
        {
            StoredModel stored = ProgressLine.Run(
                context,
                $"Downloading {name}",
                "MB",
                reporter,
                _ => download.RunAsync(new Megabytes(reporter), cancellation).GetAwaiter().GetResult());
            ImportCommand.Tell(context, stored);
        }
        catch (OperationCanceledException) when (download.PartialBytes > 0)
        {
            context.Progress.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{download.PartialBytes / 1e6:0.0} MB are kept: the same command goes on from there."));
            throw;
        }

        return ExitCodes.Success;
    }

    private sealed class Megabytes(ProgressReporter reporter) : IProgress<long>
    {
        public void Report(long value) => reporter.Report(value / Megabyte);
    }
}
