namespace Fidelis.Evaluation;

/// <summary>One generated set against the reference, by one model.</summary>
/// <param name="Generated">The index of the generated set in <see cref="RunResult.Generated"/>.</param>
/// <param name="Model">The model, layer and pooling.</param>
/// <param name="Protocol">Everything else that decides the scores.</param>
/// <param name="Seconds">The time that it took.</param>
/// <param name="Metrics">The scores of the whole sets, in the order of metric ids.</param>
public sealed record Comparison(
    int Generated,
    ModelSummary Model,
    ProtocolSummary Protocol,
    ComparisonSeconds Seconds,
    IReadOnlyList<MetricResult> Metrics)
{
    /// <summary>Gets the scores of single classes, class by class in ordinal order; empty where none are asked for.</summary>
    public IReadOnlyList<MetricResult> ClassMetrics { get; init; } = [];

    /// <summary>Gets the warnings and verdicts.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    /// <summary>Finds the score of a metric of the whole sets that could be computed.</summary>
    /// <param name="id">The id of the metric.</param>
    /// <returns>The result, or <see langword="null"/> where the metric was not asked for or not computed.</returns>
    public MetricResult? FindScored(string id) => Metrics.FirstOrDefault(metric => metric.Id == id && metric.Score is not null);
}
