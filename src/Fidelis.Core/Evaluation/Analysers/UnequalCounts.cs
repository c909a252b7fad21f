using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where generated sets of different sizes stand in one table.</summary>
internal sealed class UnequalCounts : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        long?[] counts = [.. context.Inputs.Generated.Select(source => source.Count)];
        if (counts.Distinct().Count() > 1)
        {
            foreach (MetricResult metric in context.ScoresAgainstReference())
            {
                yield return new Conclusion(
                    "unequal-counts",
                    ConclusionKind.Warning,
                    metric.Id,
                    $"The generated sets have {string.Join(", ", counts.Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"))} images: {metric.Id} falls with n by itself. Take as many of each by --limit.");
            }
        }
    }
}
