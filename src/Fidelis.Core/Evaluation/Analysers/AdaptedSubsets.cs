using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the subsets of KID hold fewer images than was asked for, because a set has no more.</summary>
internal sealed class AdaptedSubsets : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("kid") is { } result
            && result.Score!.Details.TryGetValue("subsetSize", out double size)
            && int.Parse(result.Options.First(option => option.Key == "subset-size").Value, CultureInfo.InvariantCulture) is var asked
            && size < asked)
        {
            yield return new Conclusion(
                "adapted-subsets",
                ConclusionKind.Note,
                "kid",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The subsets of KID hold {size} images of each set instead of {asked}, as there are no more. The score stays unbiased{Remedy(result)}."));
        }
    }

    // Subsets of equal sets are all the whole sets.
    private static string Remedy(MetricResult result) =>
        result.ReferenceCount == result.GeneratedCount ? "" : "; --set kid.subset-size=all takes all images of both, with less error";
}
