using Fidelis.Evaluation;
using Fidelis.Evaluation.Pairs;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Shows what comparing images one by one found.</summary>
internal static class PairSummary
{
    /// <summary>Writes to stdout: means, worst pairs, sentences, protocol.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="result">The result.</param>
    /// <param name="worst">The worst pairs.</param>
    public static void Write(CommandContext context, PairResult result, WorstPairs worst)
    {
        TableRenderer.Write(context, PairTables.Summary(result));
        context.Output.WriteLine();
        TableRenderer.Write(context, PairTables.Worst(result, worst));
        context.Output.WriteLine();
        context.Output.MarkupLine("[grey]±: one standard error of the mean, over new draws of as many pairs; the interval is Student's t[/]");
        foreach (Conclusion conclusion in result.Conclusions)
        {
            EvaluationSummary.Write(context.Output, conclusion);
        }

        context.Output.MarkupLine($"[grey]protocol:[/] {Markup.Escape($"{result.Protocol.Text} [{result.Protocol.Hash}]")}");
    }
}
