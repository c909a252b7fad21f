using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the order of two generated sets may be chance: the difference of their scores is smaller than its error.</summary>
internal sealed class SmallDifference : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        string name = context.Generated.Source.Name;
        foreach (Comparison earlier in context.EarlierOfProtocol)
        {
            string other = context.Inputs.Generated[earlier.Generated].Name;
            string[] within =
            [
                .. context.Comparison.Metrics
                    .Select(metric => (metric.Id, Difference: ScoreDifference.Between(earlier.FindScored(metric.Id)?.Score, metric.Score)))
                    .Where(pair => pair.Difference is { IsSmall: true })
                    .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Id} ({pair.Difference!.Value.Value:G2} ± {pair.Difference.Value.Error:G2})")),
            ];
            if (within.Length > 0)
            {
                yield return new Conclusion(
                    "small-difference",
                    ConclusionKind.Verdict,
                    null,
                    $"'{name}' and '{other}' cannot be put in order by {string.Join(" or ", within)} of {context.Comparison.Model.Label} at these n: that is within 1.96 errors, taken as independent.");
            }
        }
    }
}
