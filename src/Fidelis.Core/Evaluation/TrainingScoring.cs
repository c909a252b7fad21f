using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation;

/// <summary>Computes the metrics that train something. They do not depend on the model of a comparison: each generated set is scored once.</summary>
/// <param name="inputs">The plan and its metrics.</param>
/// <param name="preparation">Is told how far a training is.</param>
/// <param name="cancellation">Ends a training by an <see cref="OperationCanceledException"/>.</param>
internal sealed class TrainingScoring(EvaluationInputs inputs, SetPreparation preparation, CancellationToken cancellation)
{
    private readonly Dictionary<int, IReadOnlyList<MetricResult>> known = [];

    /// <summary>Scores a generated set, or finds its scores of an earlier comparison.</summary>
    /// <param name="index">The index of the generated set.</param>
    /// <param name="reference">The reference; images that could not be read are left out.</param>
    /// <param name="generated">The generated set, likewise.</param>
    public IReadOnlyList<MetricResult> Of(int index, PreparedSet reference, PreparedSet generated)
    {
        if (!known.TryGetValue(index, out IReadOnlyList<MetricResult>? results))
        {
            results = [.. inputs.TrainingMetrics.Select(metric => Score(metric.Key, metric.Value, reference, generated))];
            known.Add(index, results);
        }

        return results;
    }

    private MetricResult Score(ITrainingMetric metric, MetricSettings settings, PreparedSet reference, PreparedSet generated)
    {
        long started = Stopwatch.GetTimestamp();
        MetricScore? score = null;
        string? error = null;
        try
        {
            score = metric.Compute(new TrainingMetricInputs(ReadableOf(reference), ReadableOf(generated), inputs.Plan.Extraction.Rules, inputs.Clock), settings, new Relay(text => preparation.Announce($"{text}, for {generated.Source.Name}")), cancellation);
        }
        catch (InputException e)
        {
            error = e.Message;
        }

        return new MetricResult(
            metric.Descriptor.Id,
            score,
            error,
            reference.Statistics.Count,
            generated.Statistics.Count,
            metric.Descriptor.Options.Resolve(settings),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static ImageSource ReadableOf(PreparedSet set) => set.Source.Images!.Without(set.Report!.Skipped.Select(image => image.Path));

    private sealed class Relay(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
