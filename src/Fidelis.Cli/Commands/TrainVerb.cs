using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Networks.Architectures;
using Fidelis.Reports.Console;
using Fidelis.Reports.Json;
using Fidelis.Reports.Svg;
using Fidelis.Training;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis train MODEL DATASET --out DIR</c>: trains a classifier on class folders.</summary>
internal sealed class TrainVerb : IVerb
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = $"The architecture: {string.Join(" or ", ArchitectureCatalog.All.Select(architecture => architecture.Id))}.",
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

    private readonly Option<int?> epochs = new("--epochs")
    {
        Description = $"Passes over the training images. Default: {Defaults(defaults => $"{defaults.Epochs}")}.",
        HelpName = "N",
        CustomParser = NumberParser.OptionalWhole,
    };

    private readonly Option<double?> learningRate = new("--learning-rate")
    {
        Description = $"Learning rate of Adam. Default: {Defaults(defaults => FormattableString.Invariant($"{defaults.LearningRate}"))}.",
        HelpName = "X",
        CustomParser = NumberParser.OptionalReal,
    };

    private readonly Option<string?> credit = new("--credit")
    {
        Description = "A line that the model file carries to credit the images: their source and licence.",
        HelpName = "TEXT",
    };

    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        common.Batch.Description = $"Images in a step; the last step of an epoch may have fewer. Default: {Defaults(defaults => $"{defaults.BatchSize}")}.";
        common.Seed.Description = "Seed of the division, the first weights, the order of the images and dropout. The same seed gives the same weights.";
        Command command = new(
            "train",
            """
            Trains a classifier on your own classes: the judge for `fidelis evaluate`.

            Writes best.safetensors (the epoch of highest validation accuracy) and last.safetensors after every epoch, then
            run.json, learning-curves.svg, roc-curves.svg and confusion-matrix.svg of the test images. Ctrl+C keeps the weights of
            the finished epochs.

            Example:
              fidelis train biocnn-1 cells --out runs/cells --credit "Our own slides, CC BY 4.0"
            """)
        {
            model, dataset, output, epochs, learningRate, credit,
        };
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private static string Defaults(Func<TrainingDefaults, string> value) =>
        string.Join(", ", ArchitectureCatalog.All.Select(architecture => $"{value(architecture.Defaults)} ({architecture.Id})"));

    private static void Save(RunRecord record, TrainingResult result) =>
        RunFile.Write(RunPath(result), record.Enclose(TrainingJson.Kind, TrainingJson.Inputs(result), TrainingJson.Result(result)));

    private static string RunPath(TrainingResult result) => Path.Combine(result.Options.OutputFolder, "run.json");

    private static int Report(CommandContext context, TrainingResult result)
    {
        if (result.Test is { } test)
        {
            context.Raw.WriteLine(
                $"{result.Architecture} on {result.Data.Description}: epoch {result.BestEpoch} of {result.Epochs.Count} was best, validation accuracy {ClassificationTables.Describe(result.Validation!.Accuracy)}");
            if (result.ResizedCount > 0)
            {
                context.Raw.WriteLine($"{result.ResizedCount} images had another size and were resized to {result.Input.Width}x{result.Input.Height} by antialiased bicubic.");
            }

            ClassificationSummary.Write(context, "Test", test);
            context.Raw.WriteLine($"Best weights:  {result.BestPath}");
            context.Raw.WriteLine($"Last weights:  {result.LastPath}");
            context.Raw.WriteLine($"Run file:      {RunPath(result)}");
            context.Raw.WriteLine($"Pictures:      {TrainingPictures.LearningCurvesFile}, {ClassificationPictures.RocCurvesFile} and {ClassificationPictures.ConfusionMatrixFile} in {result.Options.OutputFolder}");
            return ExitCodes.Success;
        }

        context.Progress.WriteLine(result.Epochs.Count == 0
            ? "Cancelled before the first epoch was finished: there are no weights."
            : $"Cancelled after {result.Epochs.Count} of {result.Options.Epochs} epochs. The weights of epoch {result.BestEpoch} are in {result.BestPath}, those of epoch {result.Epochs.Count} in {result.LastPath}.");
        return ExitCodes.Cancelled;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        IArchitecture architecture = ArchitectureCatalog.Find(parsed.GetRequiredValue(model));
        ulong seed = common.SeedOf(parsed);
        TrainingOptions options = new()
        {
            OutputFolder = parsed.GetRequiredValue(output),
            Epochs = parsed.GetValue(epochs) ?? architecture.Defaults.Epochs,
            BatchSize = parsed.GetValue(common.Batch) ?? architecture.Defaults.BatchSize,
            LearningRate = parsed.GetValue(learningRate) ?? architecture.Defaults.LearningRate,
            Seed = seed,
            Credit = parsed.GetValue(credit),
        };
        options.Validate();
        LabeledDataset data = DatasetFolder.Open(parsed.GetRequiredValue(dataset), seed);
        foreach (string note in data.Notes)
        {
            context.Progress.WriteLine(note);
        }

        context.Progress.WriteLine(
            $"{data.Classes.Count} classes, {data.Train.Count} images to train, {data.Validation.Count} to validate, {data.Test.Count} to test ({data.SplitRule})");
        RunRecord record = new(context, parsed, seed);
        TrainingJob job = new(architecture, data, options, context.Clock);
        TrainingView view = new(context, soFar => Save(record, soFar));
        TrainingResult result = view.Run(observer => job.Run(observer, cancellation));
        if (result.Epochs.Count > 0)
        {
            Save(record, result);
            TrainingPictures.Write(result);
        }

        return Report(context, result);
    }
}
