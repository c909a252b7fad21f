using Fidelis.Evaluation;

namespace Fidelis.Cli.Progress;

/// <summary>Runs an evaluation and shows on stderr how far it is.</summary>
internal static class EvaluationView
{
    /// <summary>Runs an evaluation.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="inputs">What is to be evaluated.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The scores.</returns>
    public static RunResult Run(CommandContext context, EvaluationInputs inputs, CancellationToken cancellation) =>
        ProgressLine.Run(
            context, "Evaluating", "images", new ProgressReporter(inputs.ImagePassCount, inputs.ImagePassBytes), reporter => Evaluator.Run(inputs, new Relay(reporter), cancellation));

    private sealed class Relay(ProgressReporter reporter) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            reporter.Report(value.Done, value.DoneBytes);
            reporter.Note = value.Activity;
        }
    }
}
