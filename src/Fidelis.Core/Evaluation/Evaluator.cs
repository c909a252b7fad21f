using Fidelis.Evaluation.Analysers;
using Fidelis.Features;
using Fidelis.Imaging.Conversion;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Scores generated sets against a reference by every model and metric of a plan.</summary>
public static class Evaluator
{
    /// <summary>Runs an evaluation. The reference is extracted once for each model.</summary>
    /// <param name="inputs">What <see cref="EvaluationSetup.Open(EvaluationPlan, Action, CancellationToken)"/> made of the plan.</param>
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
        Dictionary<EvaluationSource, SampleWindow> windows = [];
        long done = 0;
        long doneBytes = 0;

        // Where every set is a file there is one pass without a model.
        IReadOnlyList<FeatureExtractor?> passes = inputs.Extractors is [] ? [null] : [.. inputs.Extractors];
        foreach (FeatureExtractor? extractor in passes)
        {
            PreparedSet first = Prepare(inputs.Reference, extractor);
            reference ??= first.Summarize();
            for (int i = 0; i < inputs.Generated.Count; i++)
            {
                PreparedSet second = Prepare(inputs.Generated[i], extractor);
                generated[i] ??= second.Summarize();
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new EvaluationProgress(done, doneBytes, $"scoring {second.Source.Name}"));
                comparisons.Add(Compare(inputs, i, extractor, first, second, comparisons, cancellation));
            }
        }

        return new RunResult(reference!, generated, comparisons);

        PreparedSet Prepare(EvaluationSource source, FeatureExtractor? extractor)
        {
            if (source.Images is not { } images)
            {
                SetStatistics statistics = source.Features is { } features ? SetStatistics.Of(source.Name, features) : SetStatistics.Of(source.Name, source.Statistics!);
                return new PreparedSet(source, statistics, null);
            }

            long before = done;
            long bytesBefore = doneBytes;
            Extraction extraction = extractor!.Extract(
                images,
                windows.GetValueOrDefault(source),
                progress is null ? null : new Relay(state => progress.Report(
                    new EvaluationProgress(before + state.Done, bytesBefore + state.EncodedBytes, $"{source.Name} by {extractor.Model.Id}"))),
                cancellation);
            windows[source] = extraction.Report.Window;
            done = before + images.Entries.Count;
            doneBytes = bytesBefore + extraction.Report.Survey.EncodedBytes;
            return new PreparedSet(source, SetStatistics.Of(source.Name, extraction.Set), extraction.Report);
        }
    }

    private static Comparison Compare(
        EvaluationInputs inputs,
        int index,
        FeatureExtractor? extractor,
        PreparedSet reference,
        PreparedSet generated,
        IReadOnlyList<Comparison> earlier,
        CancellationToken cancellation)
    {
        Scoring scoring = new(inputs, cancellation);
        IReadOnlyList<MetricResult> metrics = scoring.OfSets(reference.Statistics, generated.Statistics);
        IReadOnlyList<MetricResult> classMetrics = inputs.Plan.PerClass ? scoring.OfClasses(reference.Statistics, generated.Statistics) : [];
        ModelSummary model = new(
            extractor?.Model.Id,
            extractor?.Model.WeightsHash,
            extractor?.Layer.Name,
            extractor?.PoolingId,
            generated.Statistics.FeatureCount,
            generated.Statistics.Set?.Probabilities?.Columns);
        ComparisonSeconds seconds = new(reference.Seconds, generated.Seconds, metrics.Concat(classMetrics).Sum(metric => metric.Seconds));
        Comparison comparison = new(index, model, ProtocolOf(extractor, reference, generated), seconds, metrics) { ClassMetrics = classMetrics };
        AnalysisContext context = new(inputs, comparison, reference, generated, earlier);
        return comparison with { Conclusions = [.. AnalyserCatalog.All.SelectMany(analyser => analyser.Analyse(context))] };
    }

    // Files that name no protocol are compared on trust, which a conclusion says.
    private static ProtocolSummary ProtocolOf(FeatureExtractor? extractor, PreparedSet reference, PreparedSet generated) =>
        extractor is not null
            ? new ProtocolSummary(extractor.ProtocolText, extractor.ProtocolHash)
            : reference.Source.Protocol is { Hash.Length: > 0 } known ? known : generated.Source.Protocol!;

    private sealed class Relay(Action<ExtractionProgress> report) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => report(value);
    }
}
