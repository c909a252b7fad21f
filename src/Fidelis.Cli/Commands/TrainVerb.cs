using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Networks.Architectures;
using Fidelis.Reports;
using Fidelis.Reports.Console;
using Fidelis.Reports.Json;
using Fidelis.Training;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis train MODEL DATASET --out DIR</c>: trains a classifier on class folders.</summary>
internal sealed class TrainVerb : IVerb
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = $"The architecture: {string.Join(" or ", ArchitectureCatalog.All.Select(architecture => architecture.Id))}. Or a trained model, which is fine-tuned: a .safetensors file or the name of one that ships with Fidelis, such as biocnn-1:blood-cells. Where its classes are others, it gets a new classifier at its end.",
    };

    private readonly Argument<string> dataset = new("DATASET")
    {
        Description = "A folder with one folder of images per class, which is divided 80/10/10 class by class; or with the folders train, val and test, each with one folder per class.",
    };

    private readonly Option<string> output = new("--out", "-o")
    {
        Description = "Folder for the weights, the run file and the pictures; files of an earlier training there are replaced.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly TrainingArguments training = new();
    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        common.Batch.Description = $"Images in a step; the last step of an epoch may have fewer. Default: {TrainingArguments.Defaults(defaults => $"{defaults.BatchSize}")}.";
        common.Seed.Description = "Seed of the division, the first weights, the order of the images, augmentation and dropout. The same seed gives the same weights.";
        Command command = new(
            "train",
            """
            Trains a classifier on your own classes: the judge for `fidelis evaluate`.

            Writes best.safetensors (the epoch of highest validation accuracy) and last.safetensors after every epoch, then
            run.json, model-card.md, and learning curves, ROC curves, confusion matrix, calibration and predictions of the test
            images as pictures and tables. While it runs, the folder holds checkpoint.safetensors, from which --resume continues
            to the same weights, bit for bit, after Ctrl+C, a crash or a kill, which cost a few seconds of work.

            Example:
              fidelis train biocnn-1 cells --out runs/cells --credit "Our own slides, CC BY 4.0"
            """)
        {
            model, dataset, output,
        };
        training.AddTo(command);
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private static void Save(RunRecord record, TrainingResult result)
    {
        RunFile.Write(result.Folder.RunPath, record.Enclose(TrainingJson.Kind, TrainingJson.Inputs(result), TrainingJson.Result(result)));
        if (!result.IsInterrupted)
        {
            TrainingReports.Write(result, record.Command);
        }
    }

    private static int Report(CommandContext context, TrainingResult result)
    {
        if (result.Test is { } test)
        {
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

        string resume = File.Exists(result.Folder.CheckpointPath) ? " --resume continues it." : "";
        context.Progress.WriteLine(result.Epochs.Count == 0
            ? $"Cancelled before the first epoch was finished: there are no weights.{resume}"
            : $"Cancelled after {result.Epochs.Count} of {result.Options.Epochs} epochs. The weights of epoch {result.BestEpoch} are in {result.BestPath}, those of epoch {result.Epochs.Count} in {result.LastPath}.{resume}");
        return ExitCodes.Cancelled;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        TrainingStart start = TrainingStart.Find(parsed.GetRequiredValue(model));
        ulong seed = common.SeedOf(parsed);
        TrainingOptions options = training.OptionsOf(parsed, start, parsed.GetValue(common.Batch), parsed.GetRequiredValue(output), seed);
        LabeledDataset data = DatasetFolder.Open(parsed.GetRequiredValue(dataset), seed, ItemList.Of(training.Classes, parsed));
        foreach (string note in data.Notes)
        {
            context.Progress.WriteLine(note);
        }

        context.Progress.WriteLine(
            $"{data.Classes.Count} classes, {data.Train.Count} images to train, {data.Validation.Count} to validate, {data.Test.Count} to test ({data.SplitRule})");
        RunRecord record = new(context, parsed, seed);
        TrainingJob job = new(start.Architecture, data, options, context.Clock);
        TrainingView view = new(context, soFar => Save(record, soFar));
        TrainingResult result = view.Run(observer => job.Run(observer, cancellation));
        if (result is { IsInterrupted: true, Epochs.Count: > 0 })
        {
            Save(record, result);
            TrainingReports.Write(result, record.Command);
        }

        return Report(context, result);
    }
}
