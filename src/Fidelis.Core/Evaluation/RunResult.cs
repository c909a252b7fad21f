namespace Fidelis.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Generated">The generated sets.</param>
/// <param name="Comparisons">One comparison for each model and generated set, the models in the outer order.</param>
public sealed record RunResult(SourceSummary Reference, IReadOnlyList<SourceSummary> Generated, IReadOnlyList<Comparison> Comparisons)
{
    /// <summary>Gets the real images that the generators were not trained on; <see langword="null"/> where there are none.</summary>
    public SourceSummary? HeldOut { get; init; }

    /// <summary>Gets the paths of the images of each generated set, for values of single images.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GeneratedPaths { get; init; } = [];

    /// <summary>Gets the results that have a value for each image, with the comparison that each is of.</summary>
    public IEnumerable<(int Comparison, MetricResult Metric)> WithImageValues =>
        Comparisons.SelectMany((comparison, index) => comparison.Metrics.Where(metric => metric.ImageValues is not null).Select(metric => (index, metric)));
}
