using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>Computes metrics that score sets by what a network says of them, whichever of the two contracts they keep.</summary>
internal static class MetricComputation
{
    /// <summary>Says whether a metric is of one of these contracts.</summary>
    public static bool ScoresSets(IMetric? metric) => metric is ISetMetric or IPerImageMetric;

    /// <summary>Says whether both sets have the features that a metric looks at, as far as it asks for a layer of its own.</summary>
    public static bool HasLayer(MetricDescriptor metric, SetStatistics reference, SetStatistics generated) =>
        metric.Layer is not { } layer || (reference.HasLayer(layer) && generated.HasLayer(layer));

    /// <summary>Computes the score of the set and, where the metric has them, the values of its images.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The score is undefined for these sets, or an option is unknown or out of range.</exception>
    public static (MetricScore Score, IReadOnlyList<double>? ImageValues) Compute(
        IMetric metric, SetStatistics reference, SetStatistics generated, MetricSettings settings)
    {
        if (metric.Descriptor.Layer is { } layer)
        {
            reference = reference.OfLayer(layer);
            generated = generated.OfLayer(layer);
        }

        if (metric is IPerImageMetric ofImages)
        {
            ImageScores scores = ofImages.Compute(reference, generated, settings);
            return (scores.Summary, scores.Values);
        }

        return (((ISetMetric)metric).Compute(reference, generated, settings), null);
    }
}
