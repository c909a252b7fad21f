using System.CommandLine;
using Fidelis.Cli.Options;
using Fidelis.Cli.Tables;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Rankings;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;

namespace Fidelis.Cli.Commands;

/// <summary><c>fidelis compare RUN...</c>: ranks the scores of runs that were made apart from each other.</summary>
internal sealed class CompareVerb : IVerb
{
    private readonly Argument<string[]> runs = new("RUN")
    {
        Description = "Run files of evaluate (--out), one or several.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> metrics = new("--metrics")
    {
        Description = "Only these metrics, separated by commas. Default: all that the runs have.",
        HelpName = "ID,ID",
    };

    private readonly Option<bool> force = new("--force")
    {
        Description = "Ranks scores of different protocols, references or options too, and says beside each number what differs.",
    };

    private readonly Option<string?> output = new("--out") { Description = "Writes a run file of kind comparison (JSON, schema fidelis-run/1).", HelpName = "FILE" };

    private readonly Option<string?> csv = new("--csv") { Description = "Writes one row for each score.", HelpName = "FILE" };

    private readonly Option<bool> json = new("--json") { Description = "Prints the run file instead of the tables." };

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        Command command = new(
            "compare",
            """
            Ranks the scores of several evaluations. Only scores of one protocol, one reference and the same options are ranked; where the numbers of images
            differ it warns, and a difference that is smaller than its error is said to be so.

            Examples:
              fidelis compare monday.json tuesday.json
              fidelis compare monday.json tuesday.json --metrics fid,kid --csv ranks.csv
            """)
        {
            runs, metrics, force, output, csv, json,
        };
        command.SetAction(parsed => Execute(parsed, context));
        return command;
    }

    private int Execute(ParseResult parsed, CommandContext context)
    {
        string[] files = parsed.GetRequiredValue(runs);
        OutputFiles.Require(parsed, files, output, csv);
        if (files.GroupBy(Path.GetFullPath).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"Every run must be named once, but '{twice.First()}' is named {twice.Count()} times.");
        }

        RunRecord record = new(context, parsed, seed: 0);
        RankingResult result = Ranker.Rank(
            [.. files.Select(file => new EvaluationRun(file, EvaluationReader.Read(file)))], ItemList.Of(metrics, parsed), parsed.GetValue(force));
        RunEnvelope run = record.Enclose(RankingJson.Kind, RankingJson.Inputs(result), RankingJson.Result(result));
        if (parsed.GetValue(output) is { } runPath)
        {
            RunFile.Write(runPath, run);
        }

        if (parsed.GetValue(csv) is { } csvPath)
        {
            RankingCsv.Write(csvPath, result);
        }

        if (parsed.GetValue(json))
        {
            context.Raw.Write(RunFile.ToText(run));
        }
        else
        {
            RankingSummary.Write(context, result);
        }

        return ExitCodes.Success;
    }
}
