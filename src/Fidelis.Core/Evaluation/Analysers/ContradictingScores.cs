using System.Globalization;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where two distances from the reference put two generated sets in opposite orders, each by more than its error.</summary>
internal sealed class ContradictingScores : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        string name = context.Generated.Source.Name;
        foreach (Comparison earlier in context.EarlierOfProtocol)
        {
            string other = context.Inputs.Generated[earlier.Generated].Name;
            (string Id, double Errors)[] differences =
            [
                .. context.ScoresAgainstReference()
                    .Where(metric => MetricCatalog.Find(metric.Id)!.Descriptor.IsDistance)
                    .Select(metric => (metric.Id, Difference: ScoreDifference.Between(earlier.FindScored(metric.Id)?.Score, metric.Score)))
                    .Where(pair => pair.Difference is { IsSmall: false, Error: > 0 })
                    .Select(pair => (pair.Id, pair.Difference!.Value.Value / pair.Difference.Value.Error)),
            ];
            (string Id, double Errors)[] better = [.. differences.Where(difference => difference.Errors < 0)];
            (string Id, double Errors)[] worse = [.. differences.Where(difference => difference.Errors > 0)];
            if (better.Length > 0 && worse.Length > 0)
            {
                yield return new Conclusion(
                    "contradicting-scores",
                    ConclusionKind.Warning,
                    null,
                    $"By {Describe(better)} '{name}' is closer to the reference than '{other}', by {Describe(worse)} it is farther, each by more than its error. They weigh different things: look at the images, and report both.");
            }
        }
    }

    private static string Describe((string Id, double Errors)[] differences) => string.Join(
        " and ", differences.Select(difference => string.Create(CultureInfo.InvariantCulture, $"{difference.Id} ({Math.Abs(difference.Errors):0.#} errors)")));
}
