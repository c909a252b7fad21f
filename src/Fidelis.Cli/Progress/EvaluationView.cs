using Fidelis.Evaluation;

namespace Fidelis.Cli.Progress;

/// <summary>Runs work that compares sets of images and shows on stderr how far it is.</summary>
internal static class EvaluationView
{
    /// <summary>Runs an evaluation.</summary>
    /// <param name="context">The streams.</param>
    /// <param name="inputs">What is to be evaluated.</param>
    /// <param name="cancellation">Ends it by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The scores.</returns>
    public static RunResult Run(CommandContext context, EvaluationInputs inputs, CancellationToken cancellation) =>
        Run(context, "Evaluating", inputs, progress => Evaluator.Run(inputs with { Clock = context.Clock }, progress, cancellation));

    /// <summary>Runs other work on the same inputs.</summary>
    /// <typeparam name="T">What the work gives back.</typeparam>
    /// <param name="context">The streams.</param>
    /// <param name="title">What is being done, capitalised, without a full stop.</param>
    /// <param name="inputs">What the work is done on.</param>
    /// <param name="work">The work, which reports to what it is given and observes cancellation by itself.</param>
    /// <returns>What the work gave back.</returns>
    public static T Run<T>(CommandContext context, string title, EvaluationInputs inputs, Func<IProgress<EvaluationProgress>, T> work) =>
        ProgressLine.Run(context, title, "images", new ProgressReporter(inputs.ImagePassCount, inputs.ImagePassBytes), reporter => work(new EvaluationRelay(reporter)));
}
