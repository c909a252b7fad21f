using System.CommandLine;
using System.Text.Json.Nodes;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Cli.Trainings;
using Fidelis.Networks.Architectures;
using Fidelis.Reports.Console;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Training;
using Fidelis.Training.Search;
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
        Description = "A folder with one folder of images per class, which is divided 80/10/10 class by class; or with the folders train, val and test, each with one folder per class. Any other labelled source will do too: an archive of class folders, a MedMNIST .npz, MNIST or CIFAR files, or images with --labels.",
    };

    private readonly Option<string> output = new("--out", "-o")
    {
        Description = "Folder for the weights, the run file and the pictures; files of an earlier training there are replaced.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly TrainingArguments training = new();
    private readonly ImageArguments images = new();
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
        images.AddTo(command);
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        TrainingStart start = TrainingStart.Find(parsed.GetRequiredValue(model), context.Models);
        ulong seed = common.SeedOf(parsed);
        string folder = parsed.GetRequiredValue(output);
        TrainingOptions options = training.OptionsOf(parsed, start, parsed.GetValue(common.Batch), folder, seed) with { Rules = images.RulesOf(parsed) };
        options.Validate();
        int? trials = training.TrialsOf(parsed);
        IReadOnlyList<ulong>? series = training.SeedsOf(parsed);
        OutputFiles.RequireKept(
            output,
            [.. start.Pretrained is null ? [] : context.Models.FilesOf(parsed.GetRequiredValue(model)), parsed.GetRequiredValue(dataset), parsed.GetValue(images.Labels) ?? string.Empty],
            series is null ? [.. new TrainingFolder(folder).Replaced, Path.Combine(folder, HyperparameterSearch.TrialsFolder)] : TrainingSeries.Replaced(folder, series));
        RunRecord record = new(context, parsed, seed);
        if (series is { } seeds)
        {
            return RunSeries(parsed, context, record, start, options, seeds, cancellation);
        }

        LabeledDataset data = Open(parsed, context, seed, cancellation);
        if (trials is not { } trialCount)
        {
            TrainingRun run = new(context, record, seed);
            return run.Report(run.Run(new TrainingJob(start.Architecture, data, options, context.Clock), cancellation));
        }

        HyperparameterSearch search = new(
            start.Architecture, data, options, training.SpaceOf(parsed, common.Batch, options), trialCount, context.Clock);
        return RunSearch(context, record, start, data, search, folder, seed, cancellation);
    }

    private LabeledDataset Open(ParseResult parsed, CommandContext context, ulong seed, CancellationToken cancellation)
    {
        LabeledDataset data = DatasetFolder.Open(parsed.GetRequiredValue(dataset), seed, ItemList.Of(training.Classes, parsed), images.SourcesOf(parsed, context, cancellation));
        foreach (string note in data.Notes)
        {
            context.Progress.WriteLine(note);
        }

        context.Progress.WriteLine(
            $"{data.Classes.Count} classes, {data.Train.Count} images to train, {data.Validation.Count} to validate, {data.Test.Count} to test ({data.SplitRule})");
        return data;
    }

    private int RunSeries(
        ParseResult parsed, CommandContext context, RunRecord record, TrainingStart start, TrainingOptions options, IReadOnlyList<ulong> seeds, CancellationToken cancellation)
    {
        int code = ExitCodes.Success;
        IReadOnlyList<TrainingOutcome> outcomes = TrainingSeries.Run(
            seeds,
            seed => new TrainingJob(
                start.Architecture,
                Open(parsed, context, seed, cancellation),
                options with { Seed = seed, OutputFolder = Path.Combine(options.OutputFolder, TrainingSeries.FolderOf(seed)) },
                context.Clock),
            options.Existing == ExistingTraining.Resume
                ? job => new TrainingView(context, _ => { }).Run(observer => job.FindFinished(observer, cancellation))
                : null,
            (seed, job) =>
            {
                context.Progress.WriteLine($"Seed {seed}");
                TrainingRun run = new(context, record, seed);
                TrainingResult result = run.Run(job, cancellation);
                code = result.IsInterrupted ? run.Report(result) : code;
                return result;
            });
        if (outcomes.Count == seeds.Count)
        {
            TrainingCsv.WriteSeeds(Path.Combine(options.OutputFolder, TrainingFolder.SeedsTable), outcomes);
            RunFile.Write(
                Path.Combine(options.OutputFolder, TrainingFolder.RunFile),
                record.Enclose(TrainingJson.SeriesKind, new JsonObject { ["dataset"] = parsed.GetRequiredValue(dataset) }, TrainingJson.Series(outcomes)));
            TableRenderer.Write(context, TrainingTables.Seeds(outcomes));
        }

        return code;
    }

    private static int RunSearch(
        CommandContext context, RunRecord record, TrainingStart start, LabeledDataset data, HyperparameterSearch search, string folder, ulong seed, CancellationToken cancellation)
    {
        SearchResult found;
        try
        {
            found = new TrainingView(context, _ => { }).Run(observer => search.Run(
                observer, (trial, epochs) => context.Progress.WriteLine($"Trial {trial.Number} to epoch {epochs}: {trial}"), cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Progress.WriteLine("Cancelled during the search. --resume continues it.");
            return ExitCodes.Cancelled;
        }

        TrainingCsv.WriteSearch(Path.Combine(folder, TrainingFolder.SearchTable), found);
        TableRenderer.Write(context, TrainingTables.Search(found));
        context.Raw.WriteLine();
        context.Raw.WriteLine($"Trial {found.Winner.Number} is trained to the end: {found.Winner}");
        TrainingRun run = new(context, record, seed, found);
        TrainingResult result = run.Run(new TrainingJob(start.Architecture, data, search.OptionsOf(found.Winner), context.Clock), cancellation);
        if (!result.IsInterrupted)
        {
            search.RemoveTrials();
        }

        return run.Report(result);
    }
}
