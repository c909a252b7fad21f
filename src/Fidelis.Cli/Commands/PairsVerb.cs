using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Pairs;
using Fidelis.Metrics;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Npz;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis pairs REFERENCE GENERATED</c>: compares each generated image with the one that it should equal.</summary>
internal sealed class PairsVerb : IVerb
{
    private readonly Argument<string> reference = new("REFERENCE") { Description = $"The images as they should be: {SourceHelp.Images}." };

    private readonly Argument<string> generated = new("GENERATED") { Description = "The images that are judged, one for each of REFERENCE: a source as that." };

    private readonly Option<string?> match = new("--match")
    {
        Description = "How images find their partners: name (default; the path within the source without extension) or order (the place in the order of the paths).",
        HelpName = "RULE",
    };

    private readonly Option<string?> unmatched = new("--unmatched")
    {
        Description = "What an image without a partner of its name does: fail (default) ends the command, skip leaves it out and lists it in the run file.",
        HelpName = "RULE",
    };

    private readonly Option<string?> size = new("--size")
    {
        Description = "Brings all images to one size before they are compared, by antialiased bicubic: N (square) or WIDTHxHEIGHT. Without it, pairs of two sizes are refused.",
        HelpName = "SIZE",
    };

    private readonly Option<string?> metrics = new("--metrics")
    {
        Description = $"Ids of the metrics of pairs in `fidelis metrics`, separated by commas, or {EvaluationPlan.AllMetrics}. The first one chooses the worst pairs.",
        HelpName = "ID,ID",
    };

    private readonly Option<string[]> settings = new("--set")
    {
        Description = "Sets a metric option, such as ssim.convention=skimage; `fidelis metrics` lists them. Repeatable.",
        HelpName = "METRIC.OPTION=VALUE",
    };

    private readonly Option<string?> output = new("--out")
    {
        Description = "Writes the run file (JSON, schema fidelis-run/1), and the values of each pair beside it as NAME.images.npz.",
        HelpName = "FILE",
    };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes one row for each pair.", HelpName = "FILE" };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file instead of the tables." };

    private readonly ImageArguments images = new();
    private readonly CommonOptions common = new();
    private readonly ThresholdArguments thresholds = new("the mean of the metric");

    /// <inheritdoc/>
    public void Explain() => metrics.Description += $" Default: {string.Join(',', MetricsVerb.DefaultIds<IPairedMetric>())}.";

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "pairs",
            """
            Compares each generated image with the one that it should equal: MSE, RMSE, PSNR, SSIM, MS-SSIM. For reconstruction,
            super-resolution and translation, where every image has its own reference; sets of images are compared by `fidelis evaluate`.

            Examples:
              fidelis pairs originals reconstructed
              fidelis pairs originals reconstructed --metrics ssim,ms-ssim --out run.json --csv pairs.csv --fail-below ssim=0.9
              fidelis pairs scans.zip denoised --match order --size 256 --set ssim.convention=torchmetrics
            """)
        {
            reference, generated, match, unmatched, size, metrics, settings,
        };
        images.AddTo(command);
        command.Options.Add(images.OnBadImage);
        common.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(csv);
        command.Options.Add(json);
        thresholds.AddTo(command);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        PairPlan plan = PlanOf(parsed, context, cancellation);
        OutputFiles.RequireWithValues(parsed, [plan.Reference, plan.Sources.LabelFile ?? plan.Reference, plan.Generated], output, csv);
        RunRecord record = new(context, parsed, common.SeedOf(parsed));
        PairInputs inputs = PreflightView.Run(context, progress => PairSetup.Open(plan, progress.Looked, cancellation));
        PreflightView.Warn(context, inputs.Warnings);
        PairResult result = PairView.Run(context, inputs, cancellation);
        WorstPairs worst = WorstPairs.Of(result, plan.Metrics);
        RunEnvelope run = record.Enclose(PairJson.Kind, PairJson.Inputs(result), PairJson.Result(result, worst, parsed.GetValue(output)));
        try
        {
            Write(parsed, result, run);
        }
        finally
        {
            // A disk that fills up while the images are compared does not take the values away.
            Print(parsed.GetValue(json), context, result, worst, run);
        }

        return Judge(context, plan, result);
    }

    private PairPlan PlanOf(ParseResult parsed, CommandContext context, CancellationToken cancellation) => new()
    {
        Reference = parsed.GetRequiredValue(reference),
        Generated = parsed.GetRequiredValue(generated),
        Sources = images.SourcesOf(parsed, context, cancellation),
        Rules = images.RulesOf(parsed),
        SkipBadImages = images.SkipsBadImages(parsed),
        Match = Choice.Of(match, parsed, ("name", MatchRule.Name), ("order", MatchRule.Order)),
        SkipUnmatched = Choice.Of(unmatched, parsed, ("fail", false), ("skip", true)),
        Size = SizeParser.Picture(size, parsed),
        Metrics = ItemList.Of(metrics, parsed) ?? [],
        Settings = [.. (parsed.GetValue(settings) ?? []).Select(MetricAssignment.Parse)],
        Thresholds = thresholds.Of(parsed),
    };

    private void Write(ParseResult parsed, PairResult result, RunEnvelope run)
    {
        if (parsed.GetValue(output) is { } runPath)
        {
            // The values first: a run file never names what is not there.
            PairValues.Write(runPath, result);
            RunFile.Write(runPath, run);
        }

        if (parsed.GetValue(csv) is { } csvPath)
        {
            PairCsv.Write(csvPath, result);
        }
    }

    private static void Print(bool asJson, CommandContext context, PairResult result, WorstPairs worst, RunEnvelope run)
    {
        if (asJson)
        {
            context.Raw.Write(RunFile.ToText(run));
            return;
        }

        PairSummary.Write(context, result, worst);
    }

    private static int Judge(CommandContext context, PairPlan plan, PairResult result) => ThresholdArguments.Judge(
        context,
        plan.Thresholds
            .Select(threshold => threshold.FindTrip(
                result.Metrics.First(metric => metric.Summary.Id == threshold.Metric).Summary.Score!, $"'{result.Generated.Source}' against '{result.Reference.Source}'"))
            .OfType<string>());
}
