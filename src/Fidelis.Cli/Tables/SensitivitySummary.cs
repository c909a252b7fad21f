using Fidelis.Evaluation;
using Fidelis.Reports.Console;
using Fidelis.Sensitivity;
using Spectre.Console;

namespace Fidelis.Cli.Tables;

/// <summary>Shows what experiments found: a table and the conclusions of each, then what there is to say about the images.</summary>
internal static class SensitivitySummary
{
    /// <summary>Writes to stdout.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="result">The experiments.</param>
    public static void Write(CommandContext context, SensitivityResult result)
    {
        foreach (ExperimentResult experiment in result.Experiments)
        {
            context.Output.MarkupLineInterpolated($"[bold]{experiment.Experiment.Question}[/]");
            TableRenderer.Write(context, SensitivityTable.Of(result, experiment));
            context.Output.WriteLine();
            if (SensitivityTable.Legend(experiment) is { } legend)
            {
                context.Output.MarkupLineInterpolated($"[grey]{legend}[/]");
            }

            foreach (Conclusion conclusion in experiment.Conclusions.Concat(ErrorsOf(experiment)))
            {
                EvaluationSummary.Write(context.Output, conclusion);
            }

            context.Output.WriteLine();
        }

        foreach (Conclusion conclusion in result.Conclusions)
        {
            EvaluationSummary.Write(context.Output, conclusion);
        }

        // Layers of one model differ in nothing else: the protocol of the first step tells the rest.
        foreach (ExperimentSeries series in result.Experiments.SelectMany(experiment => experiment.Series).DistinctBy(series => series.Model))
        {
            EvaluationSummary.Write(context.Output, series.Steps[0].Protocol);
        }
    }

    private static IEnumerable<Conclusion> ErrorsOf(ExperimentResult experiment) => experiment.Series
        .SelectMany(series => series.Steps)
        .SelectMany(step => step.Metrics.Where(metric => metric.Error is not null).Select(metric => new Conclusion("not-computed", ConclusionKind.Error, metric.Id, $"{metric.Id} at {step.Label}: {metric.Error}")))
        .Distinct();
}
