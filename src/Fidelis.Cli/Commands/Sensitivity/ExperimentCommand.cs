using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Registry;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Svg;
using Fidelis.Sensitivity;

namespace Fidelis.Cli.Commands.Sensitivity;

/// <summary>One experiment of <c>fidelis sensitivity</c>, or all of them.</summary>
/// <param name="experiment">The experiment; <see langword="null"/> for all that the sets and models allow.</param>
internal sealed class ExperimentCommand(ExperimentDescriptor? experiment)
{
    private const string All = "all";

    private readonly Argument<string> reference = new("REFERENCE") { Description = $"The real images: {SourceHelp.Images}; or a features file (.npz)." };

    private readonly Argument<string[]> generated = new("GENERATED")
    {
        Description = "The generated images, one set or several: each as REFERENCE.",
        Arity = experiment is null ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> models = new("--model")
    {
        Description = $"{ModelHelp.Models}. Repeatable. Default: {ModelRegistry.DefaultModel}.",
        HelpName = "MODEL",
    };

    private readonly Option<string?> metrics = new("--metrics")
    {
        Description = $"Ids of `fidelis metrics`, separated by commas, or {EvaluationPlan.AllMetrics}. Default: {(experiment is null ? "those of each experiment" : string.Join(',', experiment.DefaultMetrics))}.",
        HelpName = "ID,ID",
    };

    private readonly Option<string[]> settings = new("--set")
    {
        Description = $"Sets an option of an experiment or of a metric, such as kid.subsets=50. Repeatable.{OptionsOf(experiment)}",
        HelpName = "NAME.OPTION=VALUE",
    };

    private readonly Option<string?> floor = new("--floor")
    {
        Description = "How floors are found: predicted (default; by the formula of the metric, for FID) or measured (parts of REFERENCE against one another, for every metric that looks at it).",
        HelpName = "METHOD",
    };

    private readonly Option<string?> output = new("--out") { Description = "Writes the run file (JSON, schema fidelis-run/1).", HelpName = "FILE" };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes one row for each metric of each step.", HelpName = "FILE" };

    private readonly Option<string?> charts = new("--charts") { Description = "Writes a chart of each experiment into a folder, as SVG: layers.svg.", HelpName = "DIR" };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file instead of the tables." };

    private readonly ExtractionArguments extraction = new();
    private readonly CommonOptions common = new();

    /// <summary>Builds the command.</summary>
    /// <param name="context">What it may touch.</param>
    /// <returns>The command.</returns>
    public Command Build(CommandContext context)
    {
        Command command = new(experiment?.Id ?? All, experiment is null ? DescribeAll() : $"""
            {experiment.Question}

            {experiment.Method}

            Example:
              fidelis sensitivity {experiment.Id} {experiment.Example}
            """);
        command.Arguments.Add(reference);
        if (experiment is null or { NeedsGenerated: true })
        {
            command.Arguments.Add(generated);
        }

        command.Options.Add(models);
        command.Options.Add(metrics);
        command.Options.Add(settings);
        command.Options.Add(floor);
        extraction.AddTo(command);
        common.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(csv);
        command.Options.Add(charts);
        command.Options.Add(json);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private static string DescribeAll() =>
        $"""
        Makes every experiment that the sets and models allow.

        These are: {string.Join(", ", ExperimentCatalog.All.Select(known => known.Descriptor.Id))}. What is left out, and why, is said below the tables.

        Example:
          fidelis sensitivity {All} cells/test generated --model biocnn-2:blood-cells --charts charts
        """;

    private static string OptionsOf(ExperimentDescriptor? experiment) =>
        string.Concat((experiment is null ? ExperimentCatalog.All.Select(known => known.Descriptor) : [experiment]).SelectMany(descriptor =>
            descriptor.Options.All.Select(option => $" {descriptor.Id}.{option.Name} ({option.Default}): {option.Meaning}")));

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        SensitivityPlan plan = new(PlanOf(parsed, context, cancellation)) { Experiment = experiment?.Id };
        EvaluationPlan sets = plan.Evaluation;
        IEnumerable<string> ids = experiment is null ? ExperimentCatalog.All.Select(known => known.Descriptor.Id) : [experiment.Id];
        OutputFiles.Require(parsed, sets.FindInputs(), ids.Select(id => ChartOf(parsed, id)).OfType<string>().Select(chart => (charts.Name, chart)), output, csv);
        RunRecord record = new(context, parsed, sets.Seed);
        SensitivityInputs inputs = PreflightView.Run(context, progress => SensitivitySetup.Open(plan, new ExperimentView(context), progress, cancellation));
        PreflightView.Warn(context, inputs.Evaluation.Warnings);
        SensitivityResult result = SensitivityRun.Of(inputs);
        RunEnvelope run = record.Enclose(SensitivityJson.Kind, SensitivityJson.Inputs(result), SensitivityJson.Result(result));
        try
        {
            Write(parsed, result, run);
        }
        finally
        {
            // A disk that fills up while the scores are computed does not take them away.
            Print(parsed.GetValue(json), context, result, run);
        }

        return ExitCodes.Success;
    }

    private EvaluationPlan PlanOf(ParseResult parsed, CommandContext context, CancellationToken cancellation) => new()
    {
        Reference = parsed.GetRequiredValue(reference),
        Generated = experiment is null or { NeedsGenerated: true } ? parsed.GetValue(generated) ?? [] : [],
        Sources = extraction.Images.SourcesOf(parsed, context, cancellation),
        Models = parsed.GetValue(models) ?? [],
        Weights = parsed.GetValue(extraction.Weights),
        Registry = context.Models,
        Extraction = extraction.OptionsOf(parsed, parsed.GetValue(common.Batch)),
        Classes = extraction.ClassesOf(parsed) ?? [],
        Limit = parsed.GetValue(extraction.Limit),
        Metrics = ItemList.Of(metrics, parsed),
        Settings = [.. (parsed.GetValue(settings) ?? []).Select(MetricAssignment.Parse)],
        Floor = Choice.Of(floor, parsed, ("predicted", FloorKind.Predicted), ("measured", FloorKind.Measured)),
        Seed = common.SeedOf(parsed),
    };

    private string? ChartOf(ParseResult parsed, string id) => parsed.GetValue(charts) is { } folder ? Path.Combine(folder, $"{id}.svg") : null;

    private void Write(ParseResult parsed, SensitivityResult result, RunEnvelope run)
    {
        if (parsed.GetValue(output) is { } runPath)
        {
            RunFile.Write(runPath, run);
        }

        if (parsed.GetValue(csv) is { } csvPath)
        {
            SensitivityCsv.Write(csvPath, result);
        }

        foreach (ExperimentResult one in result.Experiments)
        {
            if (ChartOf(parsed, one.Experiment.Id) is { } chart)
            {
                PictureFile.Write(chart, SensitivityPicture.Draw(result, one));
            }
        }
    }

    private static void Print(bool asJson, CommandContext context, SensitivityResult result, RunEnvelope run)
    {
        if (asJson)
        {
            context.Raw.Write(RunFile.ToText(run));
            return;
        }

        SensitivitySummary.Write(context, result);
    }
}
