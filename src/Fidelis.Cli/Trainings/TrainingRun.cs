using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Reports;
using Fidelis.Reports.Console;
using Fidelis.Reports.Json;
using Fidelis.Training;
using Fidelis.Training.Search;
using Spectre.Console;

namespace Fidelis.Cli.Trainings;

/// <summary>Runs one training, shows how it goes and writes what is to be kept of it.</summary>
/// <param name="context">The streams.</param>
/// <param name="record">The command line.</param>
/// <param name="seed">The seed of the training.</param>
/// <param name="search">The search that chose its hyperparameters, or <see langword="null"/>.</param>
internal sealed class TrainingRun(CommandContext context, RunRecord record, ulong seed, SearchResult? search = null)
{
    /// <summary>Runs a training to its end, or until it is cancelled.</summary>
    /// <param name="job">The training.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>What was found.</returns>
    public TrainingResult Run(TrainingJob job, CancellationToken cancellation)
    {
        TrainingResult result = new TrainingView(context, Save).Run(observer => job.Run(observer, cancellation));
        if (result is { IsInterrupted: true, Epochs.Count: > 0 })
        {
            Save(result);
            TrainingReports.Write(result, record.Command);
        }

        return result;
    }

    /// <summary>Prints what was found.</summary>
    /// <param name="result">The training, finished or cancelled.</param>
    /// <returns>The exit code.</returns>
    public int Report(TrainingResult result)
    {
        if (result.Test is not { } test)
        {
            return ReportCancelled(result);
        }

        string early = result.IsStoppedEarly ? $" (stopped early, of {result.Options.Epochs})" : "";
        context.Raw.WriteLine(
            $"{result.Architecture} on {result.Data.Description}: epoch {result.BestEpoch} of {result.Epochs.Count}{early} was best, validation accuracy {ClassificationTables.Describe(result.Validation!.Accuracy)}");
        foreach (string note in TrainingNotes.Of(result))
        {
            context.Raw.WriteLine(note);
        }

        ClassificationSummary.Write(context, "Test", test);
        context.Raw.WriteLine($"Best weights:  {result.BestPath}");
        context.Raw.WriteLine($"Last weights:  {result.LastPath}");
        context.Raw.WriteLine($"Run file:      {result.Folder.RunPath}");
        context.Raw.WriteLine($"Model card:    {result.Folder.PathOf(TrainingFolder.ModelCardFile)}");
        context.Raw.WriteLine($"Pictures:      {string.Join(", ", TrainingFolder.Files.Where(file => Path.GetExtension(file) == ".svg"))} in {result.Options.OutputFolder}");
        context.Raw.WriteLine($"Tables:        {string.Join(", ", TrainingFolder.Files.Where(file => Path.GetExtension(file) == ".csv"))}");
        return ExitCodes.Success;
    }

    private int ReportCancelled(TrainingResult result)
    {
        string resume = File.Exists(result.Folder.CheckpointPath) ? " --resume continues it." : "";
        context.Progress.WriteLine(result.Epochs.Count == 0
            ? $"Cancelled before the first epoch was finished: there are no weights.{resume}"
            : $"Cancelled after {result.Epochs.Count} of {result.Options.Epochs} epochs. The weights of epoch {result.BestEpoch} are in {result.BestPath}, those of epoch {result.Epochs.Count} in {result.LastPath}.{resume}");
        return ExitCodes.Cancelled;
    }

    private void Save(TrainingResult result)
    {
        RunFile.Write(result.Folder.RunPath, record.Enclose(TrainingJson.Kind, seed, TrainingJson.Inputs(result), TrainingJson.Result(result, search)));
        if (!result.IsInterrupted)
        {
            TrainingReports.Write(result, record.Command);
        }
    }
}
