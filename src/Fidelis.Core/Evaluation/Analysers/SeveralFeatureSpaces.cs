namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns that scores of different networks or layers are in different units.</summary>
internal sealed class SeveralFeatureSpaces : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Inputs.Extractors.Select(extractor => extractor.ProtocolHash).Distinct().Count() > 1)
        {
            foreach (MetricResult metric in context.ScoresAgainstReference())
            {
                yield return new Conclusion(
                    "several-feature-spaces",
                    ConclusionKind.Note,
                    metric.Id,
                    $"{metric.Id} of different models or layers is in different units: compare the ratios to the floor, or the order of the sets, not the values.");
            }
        }
    }
}
