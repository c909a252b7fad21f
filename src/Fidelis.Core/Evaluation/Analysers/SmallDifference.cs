using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where the order of two generated sets may be chance: the difference of their scores is smaller than its error.</summary>
internal sealed class SmallDifference : IAnalyser
{
    /// <summary>Each is named with its differences; of more, which hundreds of sets would have, only the first few are.</summary>
    private const int MostNamed = 8;

    private const int FewNamed = 3;

    private const string Reason = "the differences are within 1.96 errors, taken as independent.";

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
        return alike switch
        {
            [] => [],
            [var only] => [Verdict(
                $"'{name}' and '{only.Name}' cannot be put in order by {string.Join(" or ", only.Within.Select(score => $"{score.Id} ({score.Text})"))} of {model} at these n: that is within 1.96 errors, taken as independent.")],
            { Length: <= MostNamed } => [Verdict(
                $"By {model} at these n '{name}' cannot be put in order with {string.Join(", ", alike[..^1].Select(Named))} and {Named(alike[^1])}: {Reason}")],
            _ => [Verdict(
                $"'{name}' and {alike.Length} of the {context.EarlierOfProtocol.Count()} sets before it, {string.Join(", ", alike.Take(FewNamed).Select(pair => $"'{pair.Name}'"))} and others, cannot be put in order by {string.Join(" or ", alike.SelectMany(pair => pair.Within).Select(score => score.Id).Distinct())} of {model} at these n: {Reason}")],
        };
    }

    private static string Named((string Name, (string Id, string Text)[] Within) pair) => $"'{pair.Name}' ({string.Join(", ", pair.Within.Select(score => $"{score.Id} {score.Text}"))})";

    private static (string Id, string Text)[] FindWithin(Comparison earlier, Comparison later) =>
    [
        .. later.Metrics
            .Select(metric => (metric.Id, Difference: ScoreDifference.Between(earlier.FindScored(metric.Id)?.Score, metric.Score)))
            .Where(pair => pair.Difference is { IsSmall: true })
            .Select(pair => (pair.Id, string.Create(CultureInfo.InvariantCulture, $"{pair.Difference!.Value.Value:G2} ± {pair.Difference.Value.Error:G2}"))),
    ];

    private static Conclusion Verdict(string message) => new("small-difference", ConclusionKind.Verdict, null, message);
}
