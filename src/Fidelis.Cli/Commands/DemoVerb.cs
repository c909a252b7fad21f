using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Imaging.Drawing.Phantoms;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Reports;
using Fidelis.Reports.Console;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Svg;
using Fidelis.Training;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis demo</c>: the whole path on cells that it draws itself, offline.</summary>
internal sealed class DemoVerb : IVerb
{
    private const int ImagesPerSet = 520;
    private const int PicturesPerSet = 12;

    /// <summary>What a demo leaves in its folder.</summary>
    private static readonly string[] Content = ["cells", "generated", "judge", "run.json", "scores.csv", "sets.svg"];

    /// <summary>The sets that play the generators: what each is called, and what is wrong with it.</summary>
    private static readonly (string Name, string? Defect)[] Generators =
    [
        ("fresh", null),
        ("blurred", "blur"),
        ("noisy", "noise=60"),
        ("wrong-colours", "colour"),
        ("missing-classes", "missing-classes"),
        ("duplicates", "duplicates=0.95"),
    ];

    private readonly Option<string> output = new("--out", "-o")
    {
        Description = "Folder for everything that the demo makes; what an earlier demo made there is replaced.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "fidelis-demo",
    };

    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        common.Batch.Description = "Images in a training step; 32 by default.";
        Command command = new(
            "demo",
            """
            Shows the whole path offline, in under a minute: draws phantom cells, trains a small judge on them, and scores a faithful
            set and five that are deliberately bad.

            Writes the images, the judge, run.json, scores.csv and the pictures into one folder.

            Example:
              fidelis demo --out demo
            """)
        {
            output,
        };
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    /// <summary>Requires a folder that is new, empty or an earlier demo's: phantoms among somebody's own images would spoil them.</summary>
    private static void RequireOwn(string folder)
    {
        if (folder.Length == 0)
        {
            throw new InputException("--out must name a folder, but the name is empty.");
        }

        string[] content = Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))] : [];
        if (content.Except(Content).Order(StringComparer.Ordinal).FirstOrDefault() is { } foreign)
        {
            throw new InputException($"The folder of the demo must be new, empty or of an earlier demo, but '{folder}' has '{foreign}': name another by --out.");
        }
    }

    private static int Execute(CommandContext context, RunRecord record, string folder, ulong seed, int batchSize, CancellationToken cancellation)
    {
        RequireOwn(folder);
        string cells = Path.Combine(folder, "cells");
        string reference = Path.Combine(cells, "test");
        Step(context, 1, $"Drawing phantom cells of {PhantomPainter.Classes.Count} classes into {folder}");
        (string Folder, PhantomSet Set)[] sets =
        [
            (Path.Combine(cells, "train"), Phantoms(768, seed, stream: 0, null)),
            (Path.Combine(cells, "val"), Phantoms(160, seed, stream: 1, null)),
            (reference, Phantoms(ImagesPerSet, seed, stream: 2, null)),
            .. Generators.Select(generator =>
                (Path.Combine(folder, "generated", generator.Name), Phantoms(ImagesPerSet, seed, stream: 3, generator.Defect))),
        ];
        ProgressLine.Run(context, "Drawing", "images", sets.Sum(set => set.Set.Items.Count), reporter =>
        {
            foreach ((string path, PhantomSet set) in sets)
            {
                PhantomFolder.Write(set, path, overwrite: true, () => reporter.Advance(), cancellation);
            }
        });
        string sheet = Path.Combine(folder, "sets.svg");
        PictureFile.Write(sheet, DrawSheet(sets[2..]));

        IArchitecture architecture = ArchitectureCatalog.Find("biocnn-1");
        Step(context, 2, $"Training a judge ({architecture.Id}) on the cells");
        TrainingOptions options = new()
        {
            OutputFolder = Path.Combine(folder, "judge"),
            Epochs = 16,
            BatchSize = batchSize,
            LearningRate = architecture.Defaults.LearningRate,
            Seed = seed,
            Existing = ExistingTraining.Replace,
        };
        TrainingJob job = new(architecture, DatasetFolder.Open(cells, seed), options, context.Clock);
        TrainingResult judge = new TrainingView(context, _ => { }).Run(observer => job.Run(observer, cancellation));
        cancellation.ThrowIfCancellationRequested();
        TrainingReports.Write(judge, []);
        context.Output.WriteLine($"The judge's test accuracy is {ClassificationTables.Describe(judge.Test!.Accuracy)}.");

        Step(context, 3, "Scoring six generated sets with it");
        RunResult scores = EvaluationView.Run(
            context,
            EvaluationSetup.Open(
                new EvaluationPlan
                {
                    Reference = reference,
                    Generated = [.. sets[3..].Select(set => set.Folder)],
                    Models = [judge.BestPath],
                    Seed = seed,
                },
                cancellation: cancellation),
            cancellation);
        EvaluationSummary.Write(context, scores);
        string run = Path.Combine(folder, "run.json");
        RunFile.Write(run, record.Enclose(EvaluationJson.Kind, EvaluationJson.Inputs(scores), EvaluationJson.Result(scores)));
        EvaluationCsv.Write(Path.Combine(folder, "scores.csv"), scores);

        context.Output.WriteLine();
        context.Output.WriteLine($"Run file:  {run} (and scores.csv)");
        context.Output.WriteLine($"Pictures:  {sheet}; learning curves, ROC curves and confusion matrix in {options.OutputFolder}");
        context.Output.WriteLine($"Next:      fidelis evaluate REAL GENERATED --model {judge.BestPath}");
        return ExitCodes.Success;
    }

    // Every set draws from a seed of its own; the generated ones share theirs, so that they differ by their defects alone.
    private static PhantomSet Phantoms(int count, ulong seed, ulong stream, string? defect) => new(new PhantomSetOptions
    {
        Count = count,
        Seed = unchecked((seed * 4) + stream),
        Defects = defect is null ? [] : [PhantomDefect.Parse(defect)],
    });

    private static string DrawSheet((string Folder, PhantomSet Set)[] sets) => ContactSheetPicture.Draw(
        "Phantom cells",
        $"The first {PicturesPerSet} of each set; the reference is the row 'test', the others play generators.",
        [
            .. sets.Select(set => (
                Path.GetFileName(set.Folder),
                (IReadOnlyList<PixelImage>)[.. set.Set.Items.Take(PicturesPerSet).Select(set.Set.Paint)])),
        ]);

    private static void Step(CommandContext context, int number, string what)
    {
        context.Output.WriteLine();
        context.Output.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{number}. {what}[/]");
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        ulong seed = common.SeedOf(parsed);
        RunRecord record = new(context, parsed, seed);
        return Execute(context, record, parsed.GetRequiredValue(output), seed, parsed.GetValue(common.Batch) ?? 32, cancellation);
    }
}
