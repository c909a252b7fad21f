using System.Globalization;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where generated sets of different sizes stand in one table.</summary>
internal sealed class UnequalCounts : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        long?[] counts = [.. context.Inputs.Generated.Select(source => source.Count)];
        string[] biased =
        [
            .. context.Comparison.Metrics
                .Where(metric => metric.Score is not null && !MetricCatalog.Find(metric.Id)!.Descriptor.Axioms.HasFlag(MetricAxioms.Unbiasedness))
                .Select(metric => metric.Id),
        ];
        if (biased.Length > 0 && counts.Distinct().Count() > 1)
        {
            string change = biased.Length == 1 ? $"{biased[0]} changes with n by itself" : $"{string.Join(", ", biased[..^1])} and {biased[^1]} change with n by themselves";
            yield return new Conclusion(
                "unequal-counts",
                ConclusionKind.Warning,
                biased.Length == 1 ? biased[0] : null,
                $"The generated sets have {string.Join(", ", counts.Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"))} images: {change}. Take as many of each by --limit.");
        }
    }
}
