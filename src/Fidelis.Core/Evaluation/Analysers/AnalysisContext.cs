using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>What analysers see.</summary>
/// <param name="Inputs">The plan and everything that it names.</param>
/// <param name="Comparison">The comparison, without its conclusions.</param>
/// <param name="Reference">The reference as the model of the comparison sees it.</param>
/// <param name="Generated">The generated set as the model of the comparison sees it.</param>
/// <param name="Earlier">The comparisons of this run that were made before, by this model and others.</param>
public sealed record AnalysisContext(
    EvaluationInputs Inputs, Comparison Comparison, PreparedSet Reference, PreparedSet Generated, IReadOnlyList<Comparison> Earlier)
{
    /// <summary>Gets the reference and the generated set.</summary>
    public IReadOnlyList<PreparedSet> Sets { get; } = [Reference, Generated];

    /// <summary>Gets the earlier comparisons whose scores are in the same units: those of the same protocol.</summary>
    public IEnumerable<Comparison> EarlierOfProtocol => Earlier.Where(earlier => earlier.Protocol.Hash == Comparison.Protocol.Hash);

    /// <summary>Gets the real images that the generator was not trained on, as the model sees them; <see langword="null"/> where there are none.</summary>
    public PreparedSet? HeldOut { get; init; }

    /// <summary>Gets the Fréchet distances, with the name by which messages speak of each.</summary>
    /// <returns>The results that could be computed.</returns>
    public IEnumerable<(string Name, MetricResult Metric, MetricScore Score)> FrechetScores() => Comparison.Metrics
        .Where(metric => metric.Score?.Details.ContainsKey(FrechetScore.Rank) == true)
        .Select(metric => (metric.Id.Replace("fid", "FID", StringComparison.Ordinal), metric, metric.Score!));

    /// <summary>Gets the scores of metrics that look at the reference, with the score itself.</summary>
    /// <returns>The results that could be computed.</returns>
    public IEnumerable<MetricResult> ScoresAgainstReference() => Comparison.Metrics.Where(metric =>
        metric.Score is not null && MetricCatalog.Find(metric.Id)!.Descriptor.Needs.HasFlag(MetricNeeds.Reference));
}
