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
        MetricDescriptor[] metrics = [.. context.Comparison.Metrics.Where(metric => metric.Score is not null).Select(metric => MetricCatalog.Find(metric.Id)!.Descriptor)];
        return counts.Distinct().Count() > 1 && Of(metrics, counts) is { } conclusion ? [conclusion] : [];
    }

    /// <summary>Warns of those metrics whose expected score depends on the numbers of images.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="counts">The numbers, not all the same.</param>
    /// <returns>The warning, or <see langword="null"/> where the numbers do not matter.</returns>
    internal static Conclusion? Of(IReadOnlyList<MetricDescriptor> metrics, IReadOnlyList<long?> counts)
    {
        string[] biased = [.. metrics.Where(metric => !metric.Axioms.HasFlag(MetricAxioms.Unbiasedness)).Select(metric => metric.Id)];
        if (biased.Length == 0)
        {
            return null;
        }

        string change = biased.Length == 1 ? $"{biased[0]} changes with n by itself" : $"{string.Join(", ", biased[..^1])} and {biased[^1]} change with n by themselves";
        return new Conclusion(
            "unequal-counts",
            ConclusionKind.Warning,
            biased.Length == 1 ? biased[0] : null,
            $"The generated sets have {string.Join(", ", counts.Select(count => count?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of"))} images: {change}. Take as many of each by --limit.");
    }
}
