using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says which score is missing, and why.</summary>
internal sealed class UncomputedMetric : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Comparison.Metrics
        .Where(metric => metric.Error is not null)
        .Select(metric => new Conclusion("not-computed", ConclusionKind.Error, metric.Id, $"{MetricCatalog.Find(metric.Id)!.Descriptor.Name} could not be computed. {metric.Error}"));
}
