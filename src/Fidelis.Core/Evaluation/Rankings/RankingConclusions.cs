using System.Globalization;
using Fidelis.Evaluation.Analysers;

namespace Fidelis.Evaluation.Rankings;

/// <summary>What the reader of places has to know: where they may be chance, where numbers of images decide them, and where they contradict each other.</summary>
internal static class RankingConclusions
{
    public static IEnumerable<Conclusion> Of(RankingResult result) =>
        [.. Uncomputed(result), .. SameImages(result), .. UnequalNumbers(result), .. Contradictions(result), .. result.Rankings.Select(ranking => UncertainFirst(result, ranking)).OfType<Conclusion>()];

    private static IEnumerable<Conclusion> Uncomputed(RankingResult result) =>
        from ranking in result.Rankings
        from score in ranking.Scores
        where score.Metric.Error is not null
        select new Conclusion(
            "not-computed", ConclusionKind.Error, ranking.Metric.Id, $"{ranking.Metric.Name} of '{NameOf(result, score)}' could not be computed. {score.Metric.Error}");

    /// <summary>Names sets that hold the same images, whose scores differ by no chance.</summary>
    private static IEnumerable<Conclusion> SameImages(RankingResult result) =>
        from sets in result.Rankings.SelectMany(ranking => ranking.Scores)
            .DistinctBy(score => (score.Run, score.Comparison.Generated))
            .GroupBy(score => result.GeneratedOf(score).ContentHash)
        where sets.Key.Length > 0 && sets.Count() > 1
        select new Conclusion(
            "same-images",
            ConclusionKind.Note,
            null,
            $"{string.Join(" and ", sets.Select(score => $"'{NameOf(result, score)}'"))} are the same images: their places say nothing about generators.");

    private static IEnumerable<Conclusion> UnequalNumbers(RankingResult result)
    {
        foreach (IGrouping<ProtocolSummary?, Ranking> rankings in result.Rankings.Where(ranking => ranking.Class is null).GroupBy(ranking => ranking.Protocol))
        {
            Ranking[] unequal = [.. rankings.Where(ranking => ranking.Scores.Select(score => score.Metric.GeneratedCount).Distinct().Count() > 1)];
            if (unequal.Length > 0
                && UnequalCounts.Of([.. unequal.Select(ranking => ranking.Metric)], [.. unequal[0].Scores.Select(score => score.Metric.GeneratedCount)]) is { } conclusion)
            {
                yield return conclusion;
            }
        }
    }

    private static IEnumerable<Conclusion> Contradictions(RankingResult result)
    {
        foreach (IGrouping<ProtocolSummary, Ranking> rankings in result.Rankings.Where(ranking => ranking is { Class: null, Protocol: not null }).GroupBy(ranking => ranking.Protocol!))
        {
            RankedScore[] sets = [.. rankings.SelectMany(ranking => ranking.Scores).DistinctBy(score => (score.Run, score.Comparison)).OrderBy(score => score.Run)];
            for (int i = 0; i < sets.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    if (ContradictingScores.Between(NameOf(result, sets[j]), sets[j].Comparison, NameOf(result, sets[i]), sets[i].Comparison) is { } conclusion)
                    {
                        yield return conclusion;
                    }
                }
            }
        }
    }

    private static Conclusion? UncertainFirst(RankingResult result, Ranking ranking)
    {
        string[] near =
        [
            .. ranking.Scores.Where(score => score.BehindFirst is { IsWithinError: true } && !AreSame(result, ranking.Scores[0], score)).Select(score => string.Create(
                CultureInfo.InvariantCulture, $"'{NameOf(result, score)}' ({score.BehindFirst!.Value.Value:G2} ± {score.BehindFirst.Value.Error:G2} behind)")),
        ];
        string metric = ranking.Class is null ? ranking.Metric.Id : $"{ranking.Metric.Id} of {ranking.Class}";
        return near.Length == 0 ? null : new Conclusion(
            "uncertain-first",
            ConclusionKind.Verdict,
            ranking.Metric.Id,
            $"By {metric} the first place of '{NameOf(result, ranking.Scores[0])}' may be chance: {string.Join(" and ", near)} {(near.Length == 1 ? "is" : "are")} within 1.96 errors, taken as independent.");
    }

    private static bool AreSame(RankingResult result, RankedScore first, RankedScore second) =>
        result.GeneratedOf(first).ContentHash is { Length: > 0 } hash && hash == result.GeneratedOf(second).ContentHash;

    /// <summary>Names a generated set, with its run where several runs have one of that name.</summary>
    private static string NameOf(RankingResult result, RankedScore score)
    {
        string name = result.GeneratedOf(score).Source;
        return result.Runs.Count(run => run.Result.Generated.Any(generated => generated.Source == name)) > 1 ? $"{name} of {result.Runs[score.Run].Name}" : name;
    }
}
