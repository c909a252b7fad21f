using System.CommandLine;
using System.Globalization;
using Fidelis.Cli.Options;
using Fidelis.Cli.Progress;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Neighbours;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;
using Fidelis.Reports.Npz;
using Fidelis.Reports.Png;
using Spectre.Console;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis neighbors REFERENCE GENERATED</c>: the nearest real images of each generated one, and which of these are copies.</summary>
internal sealed class NeighborsVerb : IVerb
{
    private readonly Argument<string> reference = new("REFERENCE")
    {
        Description = $"The real images that may have been copied, those of the training: {SourceHelp.Images}; or a features file (.npz).",
    };

    private readonly Argument<string> generated = new("GENERATED") { Description = "The generated images: as REFERENCE." };

    private readonly Option<int> count = new("--k")
    {
        Description = "Nearest real images that are found for each generated one.",
        HelpName = "N",
        CustomParser = NumberParser.Whole<int>,
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<double?> rate = new("--rate")
    {
        Description = "Share of new real images that may be taken for near copies. Default: 0.01.",
        HelpName = "SHARE",
        CustomParser = NumberParser.OptionalReal,
    };

    private readonly Option<int> rows = new("--rows")
    {
        Description = "The closest pairs that are printed, and rows of the contact sheet.",
        HelpName = "N",
        CustomParser = NumberParser.Whole<int>,
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<string?> output = new("--out")
    {
        Description = "Writes the run file, and beside it the values of all images: run.images.npz beside run.json.",
        HelpName = "FILE",
    };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes one row for each generated image and each of its neighbours.", HelpName = "FILE" };

    private readonly Option<string?> sheet = new("--sheet")
    {
        Description = "Writes a contact sheet as PNG: the closest generated images with their neighbours and distances, copies framed.",
        HelpName = "FILE",
    };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file instead of the tables." };

    private readonly ExtractionArguments extraction = new();
    private readonly CommonOptions common = new();

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "neighbors",
            """
            Finds the nearest real images of each generated one, and tells which generated images are copies: exact ones by their pixels, near ones by
            the spacing of the real images themselves.

            Examples:
              fidelis neighbors cells/train generated --model biocnn-2:blood-cells --sheet closest.png
              fidelis neighbors train.npz generated.npz --k 5 --rate 0.001 --csv neighbours.csv --out run.json
            """)
        {
            reference, generated, extraction.Model, count, rate, rows,
        };
        extraction.AddTo(command);
        common.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(csv);
        command.Options.Add(sheet);
        command.Options.Add(json);
        command.SetLongAction((parsed, cancellation) => Execute(parsed, context, cancellation));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context, CancellationToken cancellation)
    {
        common.Apply(parsed, context);
        EvaluationPlan plan = PlanOf(parsed, context, cancellation);
        if (parsed.GetValue(rows) < 1)
        {
            throw new InputException($"--rows must be at least 1, but is {parsed.GetValue(rows)}.");
        }

        NeighbourSearchOptions options = new()
        {
            Count = parsed.GetValue(count),
            Rate = parsed.GetValue(rate) ?? new NeighbourSearchOptions().Rate,
            NeedsImages = parsed.GetValue(sheet) is not null,
        };
        OutputFiles.RequireWithValues(parsed, plan.FindInputs(), output, csv, sheet);
        RunRecord record = new(context, parsed, plan.Seed);
        EvaluationInputs inputs = PreflightView.Run(context, progress => NeighbourSearch.Open(plan, options, progress, cancellation));
        PreflightView.Warn(context, inputs.Warnings);
        NeighbourResult result = EvaluationView.Run(context, "Searching", inputs, progress => NeighbourSearch.Run(inputs, options, progress, cancellation));
        RunEnvelope run = record.Enclose(
            NeighbourJson.Kind, NeighbourJson.Inputs(result), NeighbourJson.Result(result, parsed.GetValue(rows), parsed.GetValue(output)));
        try
        {
            Write(parsed, inputs, result, run, cancellation);
        }
        finally
        {
            // A disk that fills up while neighbours are sought does not take them away.
            Print(parsed, context, result, run);
        }

        return ExitCodes.Success;
    }

    private EvaluationPlan PlanOf(ParseResult parsed, CommandContext context, CancellationToken cancellation) => new()
    {
        Reference = parsed.GetRequiredValue(reference),
        Generated = [parsed.GetRequiredValue(generated)],
        Sources = extraction.Images.SourcesOf(parsed, context, cancellation),
        Models = parsed.GetValue(extraction.Model) is { } model ? [model] : [],
        Weights = parsed.GetValue(extraction.Weights),
        Registry = context.Models,
        Extraction = extraction.OptionsOf(parsed, parsed.GetValue(common.Batch)),
        Classes = extraction.ClassesOf(parsed) ?? [],
        Limit = parsed.GetValue(extraction.Limit),
        Seed = common.SeedOf(parsed),
    };

    private void Write(ParseResult parsed, EvaluationInputs inputs, NeighbourResult result, RunEnvelope run, CancellationToken cancellation)
    {
        if (parsed.GetValue(output) is { } runPath)
        {
            NeighbourValues.Write(runPath, result);
            RunFile.Write(runPath, run);
        }

        if (parsed.GetValue(csv) is { } csvPath)
        {
            NeighbourCsv.Write(csvPath, result);
        }

        if (parsed.GetValue(sheet) is { } sheetPath)
        {
            NeighbourSheet.Write(sheetPath, inputs, result, parsed.GetValue(rows), cancellation);
        }
    }

    private void Print(ParseResult parsed, CommandContext context, NeighbourResult result, RunEnvelope run)
    {
        if (parsed.GetValue(json))
        {
            context.Raw.Write(RunFile.ToText(run));
            return;
        }

        TableRenderer.Write(context, NeighbourTables.Closest(result, parsed.GetValue(rows)));
        context.Raw.WriteLine();
        TableRenderer.Write(context, NeighbourTables.Summary(result));
        context.Raw.WriteLine();
        if (result.Realism is { Summary: { } realism })
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"realism: {ScoreText.Of(realism)}, median {realism.Details["median"]:G3}"));
        }

        context.Output.MarkupLine("[grey]ratio: the distance to the nearest real image, by the distance from that to the nearest other real image[/]");
        foreach (Conclusion conclusion in result.Conclusions)
        {
            EvaluationSummary.Write(context.Output, conclusion);
        }

        context.Output.MarkupLine($"[grey]protocol:[/] {Markup.Escape(result.Protocol.Text)}{(result.Protocol.Hash.Length > 0 ? Markup.Escape($" [{result.Protocol.Hash}]") : "")}");
    }
}
