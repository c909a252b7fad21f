using Fidelis.Evaluation;
using Fidelis.Sensitivity;

namespace Fidelis.Cli.Progress;

/// <summary>Shows on stderr how far each part of an experiment is.</summary>
/// <param name="context">The streams.</param>
internal sealed class ExperimentView(CommandContext context) : IExperimentObserver
{
    /// <inheritdoc/>
    public T Run<T>(string title, string unit, long total, long totalBytes, Func<IProgress<EvaluationProgress>, T> work) =>
        ProgressLine.Run(context, title, unit, new ProgressReporter(total, totalBytes), reporter => work(new EvaluationRelay(reporter)));
}
