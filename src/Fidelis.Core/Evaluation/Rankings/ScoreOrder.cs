using Fidelis.Evaluation.Analysers;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Rankings;

/// <summary>Puts scores of one metric in order, the best first, by the direction of the metric.</summary>
/// <param name="metric">The metric.</param>
internal sealed class ScoreOrder(MetricDescriptor metric)
{
    /// <summary>Gives every score its place and how far it is behind. What has no number comes last and has no place.</summary>
    public IReadOnlyList<RankedScore> Sort(IReadOnlyList<RankedScore> scores)
    {
        RankedScore[] sorted = [.. scores.Where(HasPlace).OrderBy(Badness)];
        List<RankedScore> ranked = [];
        for (int i = 0; i < sorted.Length; i++)
        {
            bool isEqual = i > 0 && Badness(sorted[i]) == Badness(sorted[i - 1]);
            ranked.Add(sorted[i] with
            {
                Rank = isEqual ? ranked[i - 1].Rank : i + 1,
                BehindFirst = i == 0 ? null : Gap(sorted[0], sorted[i]),
                BehindPrevious = i == 0 ? null : Gap(sorted[i - 1], sorted[i]),
            });
        }

        return [.. ranked, .. scores.Where(score => !HasPlace(score))];
    }

    private static bool HasPlace(RankedScore score) => score.Metric.Score is { } found && !double.IsNaN(found.Value);

    private double Badness(RankedScore score) => metric.Direction switch
    {
        MetricDirection.LowerIsBetter => score.Metric.Score!.Value,
        MetricDirection.HigherIsBetter => -score.Metric.Score!.Value,
        _ => Math.Abs(score.Metric.Score!.Value - metric.Ideal),
    };

    private ScoreGap Gap(RankedScore better, RankedScore worse)
    {
        // Infinities of one sign are no distance apart.
        double gap = Badness(worse) == Badness(better) ? 0 : Badness(worse) - Badness(better);
        ScoreDifference? difference = ScoreDifference.Between(better.Metric.Score, worse.Metric.Score);
        return new ScoreGap(gap, difference?.Error, (difference is { } known ? known with { Value = gap } : (ScoreDifference?)null)?.IsSmall);
    }
}
