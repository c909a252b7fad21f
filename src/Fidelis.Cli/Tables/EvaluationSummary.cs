using Fidelis.Evaluation;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Console;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Shows the scores of an evaluation, what they mean in words, and by which protocol they were made.</summary>
internal static class EvaluationSummary
{
    /// <summary>Writes to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="result">The evaluation.</param>
    public static void Write(CommandContext context, RunResult result)
    {
        TableRenderer.Write(context, ScoreTable.Of(result));
        context.Output.WriteLine();
        if (ScoreTable.OfClasses(result) is { } classes)
        {
            TableRenderer.Write(context, classes);
            context.Output.WriteLine();
        }

        WriteConfusions(context, result);
        if (result.Comparisons.Any(comparison => comparison.Metrics.Any(metric => metric.Score?.StandardError is not null)))
        {
            context.Output.MarkupLine("[grey]±: one standard error, over new draws of as many images[/]");
        }

        foreach (Conclusion conclusion in ConclusionList.Of(result))
        {
            Write(context.Output, conclusion);
        }

        foreach (Comparison comparison in result.Comparisons.DistinctBy(comparison => comparison.Protocol.Hash))
        {
            Write(context.Output, comparison.Protocol);
            foreach (MetricResult metric in comparison.Metrics.Where(metric => metric is { Layer: not null, Score: not null }))
            {
                context.Output.MarkupLine($"[grey]layer:[/] {metric.Id} looks at the layer {Markup.Escape(metric.Layer!)} instead, all its values in a row");
            }
        }
    }

    private static void WriteConfusions(CommandContext context, RunResult result)
    {
        foreach (Comparison comparison in result.Comparisons)
        {
            foreach (MetricResult metric in comparison.Metrics.Where(metric => metric.Score?.Confusion is not null))
            {
                context.Raw.WriteLine($"{metric.Id} of {result.Generated[comparison.Generated].Source} by {comparison.Model.Label}:");
                TableRenderer.Write(context, ConfusionTable.WithRecall("should be \\ taken for", metric.Score!.Confusion!));
                context.Output.WriteLine();
            }
        }
    }

    /// <summary>Writes one protocol as a line with its hash.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="protocol">The protocol.</param>
    public static void Write(IAnsiConsole console, ProtocolSummary protocol)
    {
        string hash = protocol.Hash.Length > 0 ? $" [{protocol.Hash}]" : "";
        console.MarkupLine($"[grey]protocol:[/] {Markup.Escape(Printable.OnOneLine(protocol.Text + hash))}");
    }

    /// <summary>Writes one conclusion as a line that begins with its kind.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="conclusion">The conclusion.</param>
    public static void Write(IAnsiConsole console, Conclusion conclusion)
    {
        string colour = conclusion.Kind switch
        {
            ConclusionKind.Error => "red",
            ConclusionKind.Warning => "yellow",
            ConclusionKind.Verdict => "green",
            _ => "blue",
        };
        console.MarkupLine($"[{colour}]{conclusion.Kind.ToString().ToLowerInvariant()}:[/] {Markup.Escape(Printable.OnOneLine(conclusion.Message))}");
    }
}
