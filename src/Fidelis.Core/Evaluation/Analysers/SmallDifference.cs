using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the order of two generated sets may be chance: the difference of their scores is smaller than its error.</summary>
internal sealed class SmallDifference : IAnalyser
{
    /// <summary>Each has a sentence of its own; more have one together, or hundreds of sets would have tens of thousands.</summary>
    private const int MostPairs = 8;

    private const int NamedSets = 3;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        (string Name, (string Id, string Text)[] Within)[] alike =
        [
            .. context.EarlierOfProtocol
                .Select(earlier => (context.Inputs.Generated[earlier.Generated].Name, Within: FindWithin(earlier, context.Comparison)))
                .Where(pair => pair.Within.Length > 0),
        ];
        string name = context.Generated.Source.Name;
        string model = context.Comparison.Model.Label;
        return alike.Length <= MostPairs
            ? alike.Select(pair => Verdict(
                $"'{name}' and '{pair.Name}' cannot be put in order by {string.Join(" or ", pair.Within.Select(score => score.Text))} of {model} at these n: that is within 1.96 errors, taken as independent."))
            : [Verdict(
                $"'{name}' and {alike.Length} of the {context.EarlierOfProtocol.Count()} sets before it, {string.Join(", ", alike.Take(NamedSets).Select(pair => $"'{pair.Name}'"))} and others, cannot be put in order by {string.Join(" or ", alike.SelectMany(pair => pair.Within).Select(score => score.Id).Distinct())} of {model} at these n: the differences are within 1.96 errors, taken as independent.")];
    }

    private static (string Id, string Text)[] FindWithin(Comparison earlier, Comparison later) =>
    [
        .. later.Metrics
            .Select(metric => (metric.Id, Difference: ScoreDifference.Between(earlier.FindScored(metric.Id)?.Score, metric.Score)))
            .Where(pair => pair.Difference is { IsSmall: true })
            .Select(pair => (pair.Id, string.Create(CultureInfo.InvariantCulture, $"{pair.Id} ({pair.Difference!.Value.Value:G2} ± {pair.Difference.Value.Error:G2})"))),
    ];

    private static Conclusion Verdict(string message) => new("small-difference", ConclusionKind.Verdict, null, message);
}
