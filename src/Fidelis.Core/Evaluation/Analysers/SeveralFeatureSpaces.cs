using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns that scores of different networks or layers are in different units.</summary>
internal sealed class SeveralFeatureSpaces : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        string[] scores = [.. context.ScoresAgainstReference().Select(metric => metric.Id).Where(id => MetricCatalog.Find(id)!.Descriptor.IsDistance)];
        if (scores.Length > 0 && context.Inputs.Extractors.Select(extractor => extractor.ProtocolHash).Distinct().Count() > 1)
        {
            string names = scores.Length == 1 ? $"{scores[0]} of different models or layers is" : $"{string.Join(", ", scores[..^1])} and {scores[^1]} of different models or layers are";
            yield return new Conclusion(
                "several-feature-spaces",
                ConclusionKind.Note,
                scores.Length == 1 ? scores[0] : null,
                $"{names} in different units: compare the ratios to the floor, or the order of the sets, not the values.");
        }
    }
}
