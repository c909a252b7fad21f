using Fidelis.Evaluation;
using Fidelis.Metrics;

namespace Fidelis.Sensitivity.Experiments;

/// <summary>Says which metrics notice a loss of modes, from which step on, and which take it for something better.</summary>
internal static class ModeVerdict
{
    /// <summary>Judges one trial of one model.</summary>
    /// <param name="series">The trial, whose first step loses nothing.</param>
    /// <param name="metrics">The metrics.</param>
    public static Conclusion Of(ExperimentSeries series, IReadOnlyList<MetricDescriptor> metrics)
    {
        List<(int Step, string Id)> noticing = [];
        List<string> unsteady = [];
        List<string> first = [];
        List<string> improved = [];
        List<string> blind = [];
        foreach (MetricDescriptor metric in metrics.Where(metric => series.Steps.All(step => step.Find(metric.Id) is not null)))
        {
            MetricScore[] scores = [.. series.Steps.Select(step => step.Find(metric.Id)!)];
            double[] losses = [.. scores.Select(score => Badness(metric, score.Value) - Badness(metric, scores[0].Value))];

            // A single score stands out from those of sets that lost nothing where it is further from their mean than 1.96 of their deviations; and few repeats that
            // scatter widely say nothing.
            double[] limits = [.. scores.Select(score => ScoreInterval.NormalQuantile * Math.Max(scores[0].Details[RepeatedScore.Deviation], ErrorOfDifference(scores[0], score)))];
            int from = losses.Length;
            while (from > 1 && losses[from - 1] > limits[from - 1])
            {
                from--;
            }

            (from < losses.Length ? null : losses[^1] < -limits[^1] ? improved : losses.Where((loss, i) => loss > limits[i]).Any() ? first : blind)?.Add(metric.Id);
            if (from < losses.Length)
            {
                noticing.Add((from, metric.Id));
                if (!IsSteady(scores, losses))
                {
                    unsteady.Add(metric.Id);
                }
            }
        }

        string[] sentences =
        [
            .. noticing.GroupBy(one => one.Step).OrderBy(group => group.Key).Select(group => Sentence([.. group.Select(one => one.Id)], "notice", $"it from {series.Steps[group.Key].Label} on")),
            .. Sentences(unsteady, "do", "so without worsening at every step"),
            .. Sentences(first, "notice", "it at first and no longer at the end"),
            .. Sentences(improved, "take", "it for an improvement"),
            .. Sentences(blind, "do", "not notice it"),
        ];
        return new Conclusion("modes", ConclusionKind.Verdict, null, $"{char.ToUpperInvariant(series.Trial[0])}{series.Trial[1..]}, by {series.Model}: {string.Join("; ", sentences)}.");
    }

    /// <summary>Turns a score so that more is worse.</summary>
    private static double Badness(MetricDescriptor metric, double value) => metric.Direction switch
    {
        MetricDirection.LowerIsBetter => value,
        MetricDirection.HigherIsBetter => -value,
        _ => Math.Abs(value - metric.Ideal),
    };

    /// <summary>Tells whether no step is better than the one before it by more than 1.96 errors of the difference of two means.</summary>
    private static bool IsSteady(MetricScore[] scores, double[] losses) => Enumerable.Range(1, losses.Length - 1)
        .All(i => losses[i] >= losses[i - 1] - (ScoreInterval.NormalQuantile * ErrorOfDifference(scores[i - 1], scores[i])));

    private static double ErrorOfDifference(MetricScore first, MetricScore second) =>
        Math.Sqrt((Square(first.Details[RepeatedScore.Deviation]) + Square(second.Details[RepeatedScore.Deviation])) / second.Details[RepeatedScore.Repeats]);

    private static double Square(double value) => value * value;

    private static IEnumerable<string> Sentences(List<string> ids, string verb, string rest) => ids.Count == 0 ? [] : [Sentence(ids, verb, rest)];

    private static string Sentence(List<string> ids, string verb, string rest) =>
        ids.Count == 1 ? $"{ids[0]} {verb}{(verb == "do" ? "es" : "s")} {rest}" : $"{string.Join(", ", ids.Take(ids.Count - 1))} and {ids[^1]} {verb} {rest}";
}
