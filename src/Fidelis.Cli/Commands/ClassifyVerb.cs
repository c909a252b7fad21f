using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Svg;
using Fidelis.Training;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis classify MODEL DATASET</c>: judges a trained classifier on labelled images.</summary>
internal sealed class ClassifyVerb : IVerb
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A .safetensors file that train wrote, an .onnx file whose classes have names (docs/onnx.md), or the name of a model that ships with Fidelis, such as biocnn-1:blood-cells.",
    };

    private readonly Argument<string> dataset = new("DATASET")
    {
        Description = $"Images with labels, named as the model names its classes; some of them will do. One folder of images for each class, or another source: {SourceHelp.Images}.",
    };

    private readonly Option<string?> against = new("--against")
    {
        Description = "A second model, which is judged on the same images and compared with the first by McNemar's test.",
        HelpName = "MODEL",
    };

    private readonly Option<string?> output = new("--out", "-o") { Description = "Writes the run file.", HelpName = "FILE" };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes the class and the probabilities of each image.", HelpName = "FILE" };

    private readonly Option<string?> pictures = new("--pictures")
    {
        Description = "Writes roc-curves.svg, confusion-matrix.svg and reliability.svg into a folder.",
        HelpName = "DIR",
    };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file on stdout instead of the tables." };

    private readonly ImageArguments images = new();
    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "classify",
            """
            Judges a trained classifier on labelled images: accuracy with its interval, confusion matrix, precision, recall, F1 and
            AUC of each class with its interval, and calibration. With --against, two models are compared on the same images.

            Example:
              fidelis classify runs/cells/best.safetensors cells/test --out run.json --csv predictions.csv --pictures pictures
            """)
        {
            model, dataset, against, output, csv, pictures, json,
        };
        images.AddTo(command);
        command.Options.Add(images.OnBadImage);
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        if (parsed.GetValue(pictures) is "")
        {
            throw new InputException("--pictures must name a folder, but the name is empty.");
        }

        OutputFiles.Require(parsed, [.. context.Models.FilesOf(parsed.GetRequiredValue(model)), .. parsed.GetValue(against) is { } rivalModel ? context.Models.FilesOf(rivalModel) : [], parsed.GetRequiredValue(dataset), parsed.GetValue(images.Labels) ?? string.Empty], output, csv);
        RunRecord record = new(context, parsed, common.SeedOf(parsed));
        RegisteredModel registered = PreflightView.OpenModel(context, parsed.GetRequiredValue(model), weights: null, cancellation);
        ImageSource source = ImageSources.Open(parsed.GetRequiredValue(dataset), images.SourcesOf(parsed, context, cancellation));
        ExtractionOptions options = new() { BatchSize = parsed.GetValue(common.Batch), Rules = images.RulesOf(parsed), SkipBadImages = images.SkipsBadImages(parsed) };
        FeatureExtractor extractor = new(registered, options);
        FeatureExtractor? second = parsed.GetValue(against) is { } other ? new FeatureExtractor(PreflightView.OpenModel(context, other, weights: null, cancellation), options) : null;
        PreflightReport headers = PreflightView.Inspect(context, source, options, cancellation);
        ClassificationResult result = Classify(context, extractor, source, headers, cancellation);
        Rival? rival = null;
        if (second is not null)
        {
            ClassificationResult opposite = Classify(context, second, source, headers, cancellation);
            rival = new Rival(second, opposite, ModelComparison.Of(result, opposite));
        }

        RunEnvelope run = record.Enclose(
            ClassificationJson.Kind,
            ClassificationJson.Inputs(source.Description, result.Extraction.Report),
            rival is null
                ? ClassificationJson.Result(extractor, result)
                : ClassificationJson.Result(extractor, result, rival.Extractor, rival.Result, rival.Comparison));
        try
        {
            Write(parsed, run, result, $"{registered.Id} on {source.Description}");
        }
        finally
        {
            // A disk that fills up while the images are judged does not take the result away.
            Print(parsed.GetValue(json), context, run, source, result, $"{registered.Id} on {source.Description}");
            if (rival is not null && !parsed.GetValue(json))
            {
                ComparisonSummary.Write(context, registered.Id, rival.Extractor.Model.Id, result.Scores, rival.Result.Scores, rival.Comparison);
            }
        }

        return ExitCodes.Success;
    }

    private static ClassificationResult Classify(
        CommandContext context, FeatureExtractor extractor, ImageSource source, PreflightReport headers, CancellationToken cancellation) =>
        ExtractionView.Run(context, "Classifying", source, headers, progress => Classification.Run(extractor, source, progress, cancellation));

    private void Write(ParseResult parsed, RunEnvelope run, ClassificationResult result, string subject)
    {
        if (parsed.GetValue(output) is { } runPath)
        {
            RunFile.Write(runPath, run);
        }

        if (parsed.GetValue(csv) is { } csvPath)
        {
            PredictionCsv.Write(csvPath, result.Extraction.Set);
        }

        if (parsed.GetValue(pictures) is { } folder)
        {
            ClassificationPictures.Write(folder, subject, result.Scores);
        }
    }

    private static void Print(bool asJson, CommandContext context, RunEnvelope run, ImageSource source, ClassificationResult result, string subject)
    {
        if (asJson)
        {
            context.Raw.Write(RunFile.ToText(run));
            return;
        }

        context.Raw.WriteLine(subject);
        ExtractionNotes.Write(context.Output, source, result.Extraction.Report, isSquashed: true);
        ClassificationSummary.Write(context, "Overall", result.Scores);
    }

    /// <summary>The second model and what came of it.</summary>
    private sealed record Rival(FeatureExtractor Extractor, ClassificationResult Result, ModelComparison Comparison);
}
