namespace Fidelis.Evaluation.Analysers;

/// <summary>Says why a score comes without its error.</summary>
internal sealed class UnknownInterval : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Comparison.Metrics
        .Where(metric => metric.Score?.WhyNoInterval is not null)
        .Select(metric => new Conclusion("unknown-interval", ConclusionKind.Note, metric.Id, metric.Score!.WhyNoInterval!));
}
