using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Rankings;

/// <summary>Ranks the scores of several runs: those of equal protocol, equal reference and equal options, and no others unless it is forced to.</summary>
public static class Ranker
{
    /// <summary>Ranks the scores of runs.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="metrics">The ids of the metrics; <see langword="null"/> takes all that the runs have.</param>
    /// <param name="force">Whether scores that are not comparable are ranked too, and marked.</param>
    /// <returns>The rankings. Scores by a protocol that not all runs have, and those that are alone, are left out, and a conclusion says so.</returns>
    /// <exception cref="InputException">The runs are not comparable, a metric is in none of them, or there is nothing to compare.</exception>
    public static RankingResult Rank(IReadOnlyList<EvaluationRun> runs, IReadOnlyList<string>? metrics = null, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RequireMetrics(runs, metrics);
        List<Conclusion> conclusions = [.. UnknownMetrics(runs)];
        string[] shared = SharedProtocols(runs);
        List<Ranking> rankings = [];
        ProblemList problems = new();
        foreach (string? protocol in shared.Length > 0 ? shared : (string?[])[null])
        {
            RankedScore[] scores =
            [
                .. from score in ScoresOf(runs)
                   where protocol is null || score.Comparison.Protocol.Hash == protocol
                   where metrics is null || metrics.Contains(score.Metric.Id)
                   select score,
            ];
            RankedScore[][] ofMetrics =
            [
                .. scores.GroupBy(score => (score.Metric.Id, score.Metric.Class))
                    .OrderBy(group => group.Key.Class is not null)
                    .ThenBy(group => group.Key.Id, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Class, StringComparer.Ordinal)
                    .Select(group => group.ToArray()),
            ];
            problems.Add(ofMetrics.SelectMany(group => group.Skip(1).SelectMany(other => Deviation.Describe(runs, group[0], other))));
            rankings.AddRange(ofMetrics.Select(group => Order(runs, group, protocol is null ? null : group[0].Comparison.Protocol)));
        }

        if (rankings.All(ranking => ranking.Scores.Count < 2))
        {
            throw new InputException("At least two scores of one metric must be there to be compared, but there are not: name several run files, or one of several generated sets.");
        }

        if (!force && problems.Sentences.Count > 0)
        {
            throw new InputException($"{problems.Sentences[0]} {(problems.Sentences.Count > 1 ? $"There are {problems.Sentences.Count - 1} more such differences. " : "")}Evaluate alike, or add --force, which says so beside the scores.");
        }

        conclusions.AddRange(Alone(runs, rankings));
        rankings.RemoveAll(ranking => ranking.Scores.Count < 2);
        conclusions.AddRange(problems.Sentences.Select(sentence => new Conclusion("not-comparable", ConclusionKind.Warning, null, $"{sentence} The places were forced and may mean nothing.")));
        RankingResult result = new(runs, problems.Sentences.Count > 0, rankings, []);
        return result with { Conclusions = [.. conclusions, .. RankingConclusions.Of(result), .. LeftOut(runs, shared)] };
    }

    private static IEnumerable<RankedScore> ScoresOf(IReadOnlyList<EvaluationRun> runs) =>
        from run in Enumerable.Range(0, runs.Count)
        from comparison in runs[run].Result.Comparisons
        from metric in comparison.Metrics.Concat(comparison.ClassMetrics)
        where MetricCatalog.Find(metric.Id) is not null
        select new RankedScore(run, comparison, metric);

    private static Ranking Order(IReadOnlyList<EvaluationRun> runs, RankedScore[] scores, ProtocolSummary? protocol)
    {
        MetricDescriptor metric = MetricCatalog.Find(scores[0].Metric.Id)!.Descriptor;
        IEnumerable<RankedScore> marked = scores.Select(score => score with { Deviations = [.. Deviation.Between(runs, scores[0], score)] });
        return new Ranking(metric, scores[0].Metric.Class, protocol, new ScoreOrder(metric).Sort([.. marked]));
    }

    /// <summary>Finds the protocols that all runs have. An unknown one is shared by the sets of one run alone, which the user compared on trust.</summary>
    private static string[] SharedProtocols(IReadOnlyList<EvaluationRun> runs) =>
    [
        .. runs.Select(run => run.Result.Comparisons.Select(comparison => comparison.Protocol.Hash).Where(hash => hash.Length > 0 || runs.Count == 1))
            .Aggregate((common, hashes) => common.Intersect(hashes))
            .Distinct(),
    ];

    private static void RequireMetrics(IReadOnlyList<EvaluationRun> runs, IReadOnlyList<string>? metrics)
    {
        string[] known = [.. ScoresOf(runs).Select(score => score.Metric.Id).Distinct().Order(StringComparer.Ordinal)];
        if (metrics?.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
        {
            throw new InputException($"No run has a score of '{unknown}'. There is: {string.Join(", ", known)}.{Suggestion.For(unknown, known)}");
        }
    }

    private static IEnumerable<Conclusion> UnknownMetrics(IReadOnlyList<EvaluationRun> runs) =>
        from run in runs
        from id in run.Result.Comparisons.SelectMany(comparison => comparison.Metrics).Select(metric => metric.Id).Distinct()
        where MetricCatalog.Find(id) is null
        select new Conclusion("unknown-metric", ConclusionKind.Warning, null, $"'{run.Name}' has scores of '{id}', which this version does not know: they are left out.");

    private static IEnumerable<Conclusion> Alone(IReadOnlyList<EvaluationRun> runs, IEnumerable<Ranking> rankings) =>
        from ranking in rankings
        where ranking.Scores.Count == 1
        group ranking.Class is null ? ranking.Metric.Id : $"{ranking.Metric.Id} by class" by ranking.Scores[0].Run into names
        select new Conclusion(
            "alone", ConclusionKind.Note, null, $"'{runs[names.Key].Name}' alone has scores of {string.Join(", ", names.Distinct())}: there is nothing to rank them with.");

    private static IEnumerable<Conclusion> LeftOut(IReadOnlyList<EvaluationRun> runs, string[] shared) =>
        from run in runs
        where shared.Length > 0
        from comparison in run.Result.Comparisons.DistinctBy(comparison => comparison.Protocol.Hash)
        where !shared.Contains(comparison.Protocol.Hash)
        select new Conclusion(
            "left-out", ConclusionKind.Note, null, $"The scores of '{run.Name}' by {comparison.Model.Label} are left out: not all runs have their protocol, '{comparison.Protocol.Text}'.");
}
