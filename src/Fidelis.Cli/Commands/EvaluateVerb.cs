using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Registry;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Npz;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis evaluate REFERENCE GENERATED...</c>: the main job.</summary>
internal sealed class EvaluateVerb : IVerb
{
    private readonly Argument<string> reference = new("REFERENCE") { Description = $"The real images: {SourceHelp.Images}; or a features file or a statistics file (.npz)." };

    private readonly Argument<string[]> generated = new("GENERATED")
    {
        Description = $"The generated images, one set or several: each as REFERENCE.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> heldOut = new("--held-out")
    {
        Description = "Real images that the generators were not trained on, as REFERENCE, which then holds those that they were: for metrics that see copies.",
        HelpName = "SOURCE",
    };

    private readonly Option<string[]> models = new("--model")
    {
        Description = $"{ModelHelp.Models}. Repeatable. Default: {ModelRegistry.DefaultModel}.",
        HelpName = "MODEL",
    };

    private readonly Option<string?> metrics = new("--metrics")
    {
        Description = $"Ids of `fidelis metrics`, separated by commas, or {EvaluationPlan.AllMetrics}.",
        HelpName = "ID,ID",
    };

    private readonly Option<string[]> settings = new("--set")
    {
        Description = "Sets a metric option, such as is.splits=1; `fidelis metrics` lists them. Repeatable.",
        HelpName = "METRIC.OPTION=VALUE",
    };

    private readonly Option<bool> perClass = new("--per-class")
    {
        Description = "Scores every class that both sets have, too, with the mean of the classes' FIDs, and how the classifier takes the classes.",
    };

    private readonly Option<string?> floor = new("--floor")
    {
        Description = "How floors are found: predicted (default; by the formula of the metric, for FID) or measured (parts of REFERENCE against one another, for every metric that looks at it).",
        HelpName = "METHOD",
    };

    private readonly Option<string?> output = new("--out") { Description = "Writes the run file (JSON, schema fidelis-run/1).", HelpName = "FILE" };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes one row for each metric of each comparison.", HelpName = "FILE" };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file instead of the table." };

    private readonly ExtractionArguments extraction = new();
    private readonly CommonOptions common = new();
    private readonly ThresholdArguments thresholds = new("the metric", " in any comparison");

    /// <inheritdoc/>
    public void Explain() => metrics.Description += $" Default: {string.Join(',', MetricsVerb.DefaultIds<ISetMetric>())}.";

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        // All metrics take as long to find as the command line takes until they are asked for: another core finds them meanwhile.
        _ = Task.Run(() => MetricCatalog.All);
        Command command = new(
            "evaluate",
            """
            Scores generated images against real ones, by every model and metric that is named, in one table.

            Examples:
              fidelis evaluate cells/test generated --model biocnn-2:blood-cells
              fidelis evaluate cells/test generated --model biocnn-2:blood-cells --per-class --csv scores.csv
              fidelis evaluate cells/test generated --model biocnn-2:blood-cells --metrics fid,kid,precision,recall --floor measured
              fidelis evaluate cells/test generated --model biocnn-2:blood-cells --metrics fid,gan-train --set gan-train.epochs=100
              fidelis evaluate cells/test early late --model biocnn-1:blood-cells --model biocnn-2:blood-cells --out run.json --fail-above fid=20
              fidelis evaluate cells/train generated --held-out cells/test --model biocnn-2:blood-cells --metrics ct,authpct
            """)
        {
            reference, generated, heldOut, models, metrics, settings, perClass, floor,
        };
        extraction.AddTo(command);
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
        EvaluationPlan plan = PlanOf(parsed, context, cancellation);
        OutputFiles.RequireWithValues(parsed, plan.FindInputs(), output, csv);
        RunRecord record = new(context, parsed, plan.Seed);
        EvaluationInputs inputs = PreflightView.Run(context, progress => EvaluationSetup.Open(plan, progress, cancellation));
        PreflightView.Warn(context, inputs.Warnings);
        RunResult result = EvaluationView.Run(context, inputs, cancellation);
        Report(parsed, context, result, parsed.GetValue(json) || parsed.GetValue(output) is not null
            ? record.Enclose(EvaluationJson.Kind, EvaluationJson.Inputs(result), EvaluationJson.Result(result, parsed.GetValue(output)))
            : null);
        return Judge(context, plan, result);
    }

    private EvaluationPlan PlanOf(ParseResult parsed, CommandContext context, CancellationToken cancellation) => new()
    {
        Reference = parsed.GetRequiredValue(reference),
        Generated = parsed.GetRequiredValue(generated),
        HeldOut = parsed.GetValue(heldOut),
        Sources = extraction.Images.SourcesOf(parsed, context, cancellation),
        Models = parsed.GetValue(models) ?? [],
        Weights = parsed.GetValue(extraction.Weights),
        Registry = context.Models,
        Extraction = extraction.OptionsOf(parsed, parsed.GetValue(common.Batch)),
        Classes = extraction.ClassesOf(parsed) ?? [],
        Limit = parsed.GetValue(extraction.Limit),
        Metrics = ItemList.Of(metrics, parsed),
        Settings = [.. (parsed.GetValue(settings) ?? []).Select(MetricAssignment.Parse)],
        PerClass = parsed.GetValue(perClass),
        Floor = Choice.Of(floor, parsed, ("predicted", FloorKind.Predicted), ("measured", FloorKind.Measured)),
        Thresholds = thresholds.Of(parsed),
        Seed = common.SeedOf(parsed),
    };

    private void Report(ParseResult parsed, CommandContext context, RunResult result, RunEnvelope? run)
    {
        try
        {
            if (parsed.GetValue(output) is { } runPath)
            {
                EvaluationValues.Write(runPath, result);
                RunFile.Write(runPath, run!);
            }

            if (parsed.GetValue(csv) is { } csvPath)
            {
                EvaluationCsv.Write(csvPath, result);
            }
        }
        finally
        {
            // A disk that fills up while the scores are computed does not take them away.
            Print(parsed.GetValue(json) ? run : null, context, result);
        }
    }

    private static void Print(RunEnvelope? run, CommandContext context, RunResult result)
    {
        if (run is not null)
        {
            context.Raw.Write(RunFile.ToText(run));
            return;
        }

        EvaluationSummary.Write(context, result);
    }

    private static int Judge(CommandContext context, EvaluationPlan plan, RunResult result)
    {
        if (result.Comparisons.FirstOrDefault(comparison => comparison.Metrics.All(metric => metric.Score is null)) is { } blank)
        {
            throw new InputException($"No score could be computed for '{result.Generated[blank.Generated].Source}': the report says of each why.");
        }

        return ThresholdArguments.Judge(context, plan.Thresholds.SelectMany(threshold => threshold.FindTrips(result)));
    }
}
