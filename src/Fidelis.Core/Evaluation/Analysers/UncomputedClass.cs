using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says for which classes a score is missing, and why: one sentence for each metric.</summary>
internal sealed class UncomputedClass : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Comparison.ClassMetrics
        .Where(metric => metric.Error is not null)
        .GroupBy(metric => metric.Id)
        .Select(missing => new Conclusion(
            "class-not-computed",
            ConclusionKind.Warning,
            missing.Key,
            $"{MetricCatalog.Find(missing.Key)!.Descriptor.Name} could not be computed for {string.Join(", ", missing.Select(metric => metric.Class))}. {missing.First().Error}"));
}
