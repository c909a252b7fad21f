using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Images;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis stats SOURCE -o FILE</c> and <c>fidelis stats merge A B... -o FILE</c>: mean and covariance, which are all that FID needs.</summary>
internal sealed class StatsVerb : IVerb
{
    private readonly Argument<string> source = new("SOURCE") { Description = $"A features file (.npz), or images: {SourceHelp.Images}." };

    private readonly Argument<string[]> parts = new("FILE")
    {
        Description = "Statistics files of sets that have no image in common.",
        Arity = new ArgumentArity(2, 100_000),
    };

    private readonly ExtractionArguments extraction = new();
    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Option<string> output = CreateOutput();
        Command command = new(
            "stats",
            """
            Computes mean and covariance of features: a small file that stands for a set wherever FID is computed, here and in pytorch-fid.

            Example:
              fidelis stats cells/test --model biocnn-1:blood-cells -o test-stats.npz
            """)
        {
            source, output, extraction.Model,
        };
        extraction.AddTo(command);
        common.AddTo(command);
        command.Subcommands.Add(BuildMerge(context));
        command.SetLongAction((parsed, cancellation) => Compute(parsed, context, output, cancellation));
        return command;
    }

    private static Option<string> CreateOutput() => new("--output", "-o")
    {
        Description = "The .npz file to write: mu, sigma, n, protocol. An existing file is replaced.",
        HelpName = "FILE",
        Required = true,
    };

    private Command BuildMerge(CommandContext context)
    {
        Option<string> output = CreateOutput();
        Command merge = new(
            "merge",
            """
            Merges statistics of disjoint sets into the statistics of them all, without their images.

            Example:
              fidelis stats merge monday.npz tuesday.npz -o week.npz
            """)
        {
            parts, output,
        };
        merge.SetAction(parsed =>
        {
            // A part may be replaced by the whole: it is read before.
            OutputFiles.Require(parsed, [], output);
            return Merge(parsed.GetRequiredValue(parts), parsed.GetRequiredValue(output), context);
        });
        return merge;
    }

    private int Compute(ParseResult parsed, CommandContext context, Option<string> output, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        OutputFiles.Require(parsed, extraction.FindInputs(parsed.GetRequiredValue(source), parsed, context), output);
        EvaluationPlan selection = new()
        {
            Reference = parsed.GetRequiredValue(source),
            Generated = [],
            Sources = extraction.Images.SourcesOf(parsed, context, cancellation),
            Classes = extraction.ClassesOf(parsed) ?? [],
            Limit = parsed.GetValue(extraction.Limit),
            Seed = common.SeedOf(parsed),
        };
        EvaluationSource opened = SourceOpener.Open(selection.Reference, selection);
        FeatureSet set = opened switch
        {
            { Images: { } images } => Extract(parsed, context, images, cancellation),
            { Features: { } features } when parsed.GetValue(extraction.Model) is null => features,
            { Features: not null } => throw new InputException($"'{opened.Name}' holds features already, which no model looks at: leave --model out."),
            _ => throw new InputException($"'{opened.Name}' holds statistics already. Several such files are put together by 'fidelis stats merge'."),
        };
        return Write(parsed.GetRequiredValue(output), FeatureStatistics.Of(set), context);
    }

    private FeatureSet Extract(ParseResult parsed, CommandContext context, ImageSource images, CancellationToken cancellation)
    {
        ExtractionOptions options = extraction.OptionsOf(parsed, parsed.GetValue(common.Batch));
        FeatureExtractor extractor = new(extraction.OpenModel(parsed, context, cancellation), options);
        PreflightView.Warn(context, ModelConclusions.Of(extractor));
        Extraction result = ExtractionView.Run(
            context, "Extracting features", images, options, progress => extractor.Extract(images, progress, cancellation), cancellation);
        ExtractionNotes.Write(context.Output, images, result.Report);

        return result.Set;
    }

    private static int Merge(string[] paths, string output, CommandContext context)
    {
        FeatureStatistics merged = StatisticsFile.Read(paths[0]);
        foreach (string path in paths[1..])
        {
            try
            {
                merged = merged.Merge(StatisticsFile.Read(path));
            }
            catch (InputException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
            {
                throw new InputException($"'{path}' cannot be merged with what came before it. {e.Message}", e);
            }
        }

        return Write(output, merged, context);
    }

    private static int Write(string path, FeatureStatistics statistics, CommandContext context)
    {
        StatisticsFile.Write(path, statistics);
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: mean and covariance of {statistics.Dimension} features of {statistics.Count} images (protocol {(statistics.ProtocolHash.Length > 0 ? statistics.ProtocolHash : statistics.ProtocolText)})"));
        return ExitCodes.Success;
    }
}
