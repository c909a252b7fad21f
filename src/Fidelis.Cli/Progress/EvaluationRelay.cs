using Fidelis.Evaluation;

namespace Fidelis.Cli.Progress;

/// <summary>Passes on how much is done, its bytes, and what is being done.</summary>
/// <param name="reporter">What shows it.</param>
internal sealed class EvaluationRelay(ProgressReporter reporter) : IProgress<EvaluationProgress>
{
    /// <inheritdoc/>
    public void Report(EvaluationProgress value)
    {
        reporter.Report(value.Done, value.DoneBytes);
        reporter.Note = value.Activity;
    }
}
