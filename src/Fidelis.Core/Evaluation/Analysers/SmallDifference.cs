using System.Globalization;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the order of two generated sets may be chance: the difference of their scores is smaller than its error.</summary>
/// <remarks>
/// The error of a difference is taken as that of independent scores. Two scores against one reference are not quite that: what they share
/// of its error mostly cancels, so that the error is mostly too large, but sets that err in opposite directions make it too small.
/// </remarks>
internal sealed class SmallDifference : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        string name = context.Generated.Source.Name;
        foreach (Comparison earlier in context.Earlier.Where(earlier => earlier.Protocol.Hash == context.Comparison.Protocol.Hash))
        {
            string other = context.Inputs.Generated[earlier.Generated].Name;
            string[] within =
            [
                .. context.Comparison.Metrics
                    .Select(metric => (metric.Id, First: earlier.FindScored(metric.Id)?.Score, Second: metric.Score))
                    .Where(pair => pair is { First.StandardError: not null, Second.StandardError: not null } && IsSmall(pair.First, pair.Second))
                    .Select(pair => Describe(pair.Id, pair.First!, pair.Second!)),
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

    private static bool IsSmall(MetricScore first, MetricScore second) =>
        Math.Abs(second.Value - first.Value) <= ScoreInterval.NormalQuantile * Error(first, second);

    private static double Error(MetricScore first, MetricScore second) =>
        Math.Sqrt((first.StandardError!.Value * first.StandardError.Value) + (second.StandardError!.Value * second.StandardError.Value));

    private static string Describe(string id, MetricScore first, MetricScore second) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} ({second.Value - first.Value:G2} ± {Error(first, second):G2})");
}
