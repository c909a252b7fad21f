using System.Globalization;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where two scores put two generated sets in opposite orders, each by more than its error: distances from the reference, and scores that never look at it.</summary>
internal sealed class ContradictingScores : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.EarlierOfProtocol
        .Select(earlier => Between(context.Inputs.Generated[earlier.Generated].Name, earlier, context.Generated.Source.Name, context.Comparison))
        .OfType<Conclusion>();

    /// <summary>Compares the scores of two generated sets from one reference, by one protocol.</summary>
    /// <param name="other">The name of the first set.</param>
    /// <param name="earlier">Its scores.</param>
    /// <param name="name">The name of the second set.</param>
    /// <param name="comparison">Its scores.</param>
    /// <returns>The warning, or <see langword="null"/> where all differences that are larger than their errors agree.</returns>
    internal static Conclusion? Between(string other, Comparison earlier, string name, Comparison comparison)
    {
        (string Id, double Errors)[] differences =
        [
            .. comparison.Metrics
                .Where(metric => metric.Score is not null && IsCompared(metric.Id))
                .Select(metric => (metric.Id, Difference: ScoreDifference.Between(earlier.FindScored(metric.Id)?.Score, metric.Score)))
                .Where(pair => pair.Difference is { IsSmall: false, Error: > 0 })
                .Select(pair => (pair.Id, SignOf(pair.Id) * pair.Difference!.Value.Value / pair.Difference.Value.Error)),
        ];
        (string Id, double Errors)[] better = [.. differences.Where(difference => difference.Errors < 0)];
        (string Id, double Errors)[] worse = [.. differences.Where(difference => difference.Errors > 0)];
        string[] blind = [.. differences.Where(difference => IsBlind(difference.Id)).Select(difference => difference.Id)];
        string reason = blind.Length == 0 ? "They weigh different things" : $"They weigh different things, and the reference has no part in {string.Join(" and ", blind)}";
        return better.Length == 0 || worse.Length == 0 ? null : new Conclusion(
            "contradicting-scores",
            ConclusionKind.Warning,
            null,
            $"By {Describe(better)} '{name}' is better than '{other}', by {Describe(worse)} it is worse, each by more than its error. {reason}: look at the images, and report both.");
    }

    // Precision and recall are no distances, and are meant to part.
    private static bool IsCompared(string id) => IsBlind(id)
        || (MetricCatalog.Find(id)?.Descriptor is { IsDistance: true } distance && distance.Needs.HasFlag(MetricNeeds.Reference));

    private static bool IsBlind(string id) => MetricCatalog.Find(id)?.Descriptor.Needs == MetricNeeds.Probabilities;

    private static double SignOf(string id) => MetricCatalog.Find(id)!.Descriptor.Direction == MetricDirection.HigherIsBetter ? -1 : 1;

    private static string Describe((string Id, double Errors)[] differences) => string.Join(
        " and ", differences.Select(difference => string.Create(CultureInfo.InvariantCulture, $"{difference.Id} ({Math.Abs(difference.Errors):0.#} errors)")));
}
