using Fidelis.Evaluation;
using Fidelis.Statistics;

namespace Fidelis.Sensitivity;

/// <summary>Computes the metrics of an experiment, step by step, by the way of an evaluation, and tells how far it is.</summary>
public sealed class ExperimentScorer
{
    private readonly Scoring scoring;
    private readonly IProgress<EvaluationProgress> progress;
    private long done;

    internal ExperimentScorer(EvaluationInputs inputs, IProgress<EvaluationProgress> progress, CancellationToken cancellation)
    {
        scoring = new Scoring(inputs, cancellation);
        this.progress = progress;
    }

    /// <summary>Computes every metric of two sets.</summary>
    /// <param name="activity">What is scored, in a few words.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">What stands for the generated set.</param>
    /// <returns>The scores. A metric that could not be computed has an error, and the others still appear.</returns>
    public IReadOnlyList<MetricResult> Score(string activity, SetStatistics reference, SetStatistics generated)
    {
        progress.Report(new EvaluationProgress(done, 0, activity));

        // The values of single images are those of an evaluation: experiments look at whole sets.
        IReadOnlyList<MetricResult> results = [.. scoring.OfSets(reference, generated).Select(result => result with { ImageValues = null })];
        done++;
        progress.Report(new EvaluationProgress(done, 0, activity));
        return results;
    }
}
