using Fidelis.Evaluation.Analysers;
using Fidelis.Features;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Scores generated sets against a reference by every model and metric of a plan.</summary>
public static class Evaluator
{
    /// <summary>Runs an evaluation. The reference is extracted once for each model.</summary>
    /// <param name="inputs">What <see cref="EvaluationSetup.Open(EvaluationPlan, SetupProgress, CancellationToken)"/> made of the plan.</param>
    /// <param name="progress">Told how far it is, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the evaluation by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Every comparison. A metric that could not be computed has an error, and the others still appear.</returns>
    /// <exception cref="InputException">An image cannot be read.</exception>
    public static RunResult Run(EvaluationInputs inputs, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        List<Comparison> comparisons = [];
        SourceSummary? reference = null;
        SourceSummary[] generated = new SourceSummary[inputs.Generated.Count];
        IReadOnlyList<string>[] paths = new IReadOnlyList<string>[inputs.Generated.Count];
        SourceSummary? heldOut = null;
        using SetPreparation preparation = new(progress, cancellation);
        TrainingScoring training = new(inputs, preparation, cancellation);

        // Where every set is a file there is one pass without a model.
        IReadOnlyList<FeatureExtractor?> passes = inputs.Extractors is [] ? [null] : [.. inputs.Extractors];
        foreach (FeatureExtractor? extractor in passes)
        {
            PreparedSet first = preparation.Prepare(inputs.Reference, extractor);
            PreparedSet? other = inputs.HeldOut is null ? null : preparation.Prepare(inputs.HeldOut, extractor);
            reference ??= first.Summarize();
            Scoring scoring = new(inputs, cancellation);
            heldOut ??= other?.Summarize();
            if (other is not null && first.Statistics.Set is { } images)
            {
                first = first with { Statistics = SetStatistics.Of(first.Source.Name, images, other.Statistics) };
            }

            for (int i = 0; i < inputs.Generated.Count; i++)
            {
                PreparedSet second = preparation.Prepare(inputs.Generated[i], extractor);
                generated[i] ??= second.Summarize();
                paths[i] ??= second.Statistics.Set?.Paths ?? [];
                if (inputs.Generated.Skip(i + 1).All(later => later.Images is null))
                {
                    // No set is left that it would look at.
                    preparation.LetNetworkGo();
                }

                preparation.Announce($"scoring {second.Source.Name}");
                IReadOnlyList<MetricResult> trained = training.Of(i, first, second);
                comparisons.Add(Compare(inputs, scoring, trained, i, extractor, first, second, other, comparisons));
            }
        }

        return new RunResult(reference!, generated, comparisons) { HeldOut = heldOut, GeneratedPaths = paths };
    }

    private static Comparison Compare(
        EvaluationInputs inputs,
        Scoring scoring,
        IReadOnlyList<MetricResult> trained,
        int index,
        FeatureExtractor? extractor,
        PreparedSet reference,
        PreparedSet generated,
        PreparedSet? heldOut,
        IReadOnlyList<Comparison> earlier)
    {
        IReadOnlyList<MetricResult> metrics =
            [.. scoring.OfSets(reference.Statistics, generated.Statistics).Concat(trained).OrderBy(metric => metric.Id, StringComparer.Ordinal)];
        IReadOnlyList<MetricResult> classMetrics = inputs.Plan.PerClass ? scoring.OfClasses(reference.Statistics, generated.Statistics) : [];
        ComparisonSeconds seconds = new(reference.Seconds, generated.Seconds, metrics.Concat(classMetrics).Sum(metric => metric.Seconds));
        Comparison comparison = new(
            index, ModelSummary.Of(extractor, generated.Statistics), ProtocolSummary.Of(extractor, reference, generated), seconds, metrics)
        {
            ClassMetrics = classMetrics,
        };
        AnalysisContext context = new(inputs, comparison, reference, generated, earlier) { HeldOut = heldOut };
        return comparison with { Conclusions = [.. AnalyserCatalog.All.SelectMany(analyser => analyser.Analyse(context))] };
    }
}
