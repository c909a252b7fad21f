using System.Diagnostics;
using Fidelis.Evaluation.Floors;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Computes the metrics of a plan from two sets that are prepared. What cannot be computed says why, and the rest still appears.</summary>
/// <param name="inputs">The plan and its metrics.</param>
/// <param name="cancellation">Ends the work between two metrics by an <see cref="OperationCanceledException"/>.</param>
internal sealed class Scoring(EvaluationInputs inputs, CancellationToken cancellation)
{
    private readonly FloorMeter? floors = MeterOf(inputs, inputs.Metrics, cancellation);

    private readonly FloorMeter? classFloors = MeterOf(inputs, [.. inputs.Metrics.Where(metric => !metric.Key.Descriptor.Needs.HasFlag(MetricNeeds.Labels))], cancellation);

    /// <summary>Scores the whole sets.</summary>
    public IReadOnlyList<MetricResult> OfSets(SetStatistics reference, SetStatistics generated) =>
    [
        .. inputs.Metrics
            .Where(metric => !MetricSelection.ComesAlong(metric.Key.Descriptor, inputs.Plan) || Applies(metric.Key.Descriptor, generated))
            .Where(metric => IsWanted(metric.Key.Descriptor, reference, generated))
            .Select(metric => Score(floors, metric.Key, metric.Value, reference, generated)),
    ];

    /// <summary>Scores every class that both sets have, by every metric that does not need the classes itself.</summary>
    public IReadOnlyList<MetricResult> OfClasses(SetStatistics reference, SetStatistics generated) =>
    [
        .. from name in reference.Classes.Intersect(generated.Classes, StringComparer.Ordinal)
           from metric in inputs.Metrics
           where !metric.Key.Descriptor.Needs.HasFlag(MetricNeeds.Labels) && IsWanted(metric.Key.Descriptor, reference, generated)
           select Score(classFloors, metric.Key, metric.Value, reference.OfClass(name), generated.OfClass(name)) with { Class = name, ImageValues = null },
    ];

    private static FloorMeter? MeterOf(EvaluationInputs inputs, IReadOnlyList<KeyValuePair<IMetric, MetricSettings>> metrics, CancellationToken cancellation) =>
        inputs.Plan.Floor == FloorKind.Measured ? new FloorMeter(metrics, inputs.Plan.Seed, cancellation) : null;

    /// <summary>Tells whether a metric that nobody asked for by name means something for a set: a classifier that knows some of its classes.</summary>
    private static bool Applies(MetricDescriptor metric, SetStatistics generated) =>
        !metric.Needs.HasFlag(MetricNeeds.Probabilities)
        || (generated.Set is { Probabilities: not null } set && generated.Classes.Intersect(set.ClassNames, StringComparer.Ordinal).Any());

    /// <summary>Tells whether a metric is named, or has the layer that it looks at.</summary>
    private bool IsWanted(MetricDescriptor metric, SetStatistics reference, SetStatistics generated) =>
        MetricComputation.HasLayer(metric, reference, generated) || !MetricSelection.IsOneOfAll(metric, inputs.Plan);

    private MetricResult Score(FloorMeter? meter, IMetric metric, MetricSettings settings, SetStatistics reference, SetStatistics generated)
    {
        cancellation.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        MetricScore? score = null;
        IReadOnlyList<double>? values = null;
        string? error = null;
        bool needsReference = metric.Descriptor.Needs.HasFlag(MetricNeeds.Reference);
        try
        {
            (score, values) = MetricComputation.Compute(metric, reference, generated, settings);
        }
        catch (InputException e)
        {
            error = e.Message;
        }

        MetricResult result = new(
            metric.Descriptor.Id,
            score,
            error,
            needsReference ? reference.Count : null,
            generated.Count,
            metric.Descriptor.Options.Resolve(settings),
            Stopwatch.GetElapsedTime(started).TotalSeconds)
        {
            ImageValues = values,
            Layer = metric.Descriptor.Layer,
        };
        return meter?.Apply(result, reference) ?? result;
    }
}
