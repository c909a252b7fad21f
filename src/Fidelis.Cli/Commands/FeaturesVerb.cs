using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis features SOURCE -o FILE</c>: extracts once what can be scored many times.</summary>
internal sealed class FeaturesVerb : IVerb
{
    private readonly Argument<string> source = new("SOURCE")
    {
        Description = $"Images: {SourceHelp.Images}. Where all files lie in sub-folders, the names of the first level are the classes.",
    };

    private readonly Option<string> output = new("--output", "-o")
    {
        Description = "The .npz file to write: features, probabilities, paths, labels, protocol. An existing file is replaced.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly ExtractionArguments extraction = new();
    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "features",
            """
            Extracts the features and class probabilities of images, to be scored any number of times.

            Example:
              fidelis features cells/test --model biocnn-1:blood-cells -o test.npz
            """)
        {
            source, output, extraction.Model,
        };
        extraction.AddTo(command);
        common.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        OutputFiles.Require(parsed, extraction.FindInputs(parsed.GetRequiredValue(source), parsed, context), output);
        ExtractionOptions options = extraction.OptionsOf(parsed, parsed.GetValue(common.Batch));
        ImageSource images = extraction.Open(parsed.GetRequiredValue(source), parsed, context, common.SeedOf(parsed), cancellation);
        FeatureExtractor extractor = new(extraction.OpenModel(parsed, context, cancellation), options);
        PreflightView.Warn(context, ModelConclusions.Of(extractor));
        Extraction result = ExtractionView.Run(
            context, "Extracting features", images, options, progress => extractor.Extract(images, progress, cancellation), cancellation);

        string path = parsed.GetRequiredValue(output);
        FeatureFile.Write(path, result.Set);
        ExtractionNotes.Write(context.Output, images, result.Report);

        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {result.Report.ImageCount} {(result.Report.ImageCount == 1 ? "image" : "images")}, {extractor.FeatureCount} features of {extractor.Model.Id}@{extractor.Layer.Name}, {result.Set.ClassNames.Count} classes, in {result.Report.Seconds:0.0} s (protocol {extractor.ProtocolHash})"));
        return ExitCodes.Success;
    }
}
