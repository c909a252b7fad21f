namespace Fidelis.Evaluation.Rankings;

/// <summary>What a comparison of runs found.</summary>
/// <param name="Runs">The runs, in the order in which they were given.</param>
/// <param name="IsForced">Whether scores that are not comparable were ranked nevertheless.</param>
/// <param name="Rankings">One ranking for each protocol, metric and class, the whole sets before the classes.</param>
/// <param name="Conclusions">What the reader of the places has to know.</param>
public sealed record RankingResult(
    IReadOnlyList<EvaluationRun> Runs, bool IsForced, IReadOnlyList<Ranking> Rankings, IReadOnlyList<Conclusion> Conclusions)
{
    /// <summary>Finds the set that a score is of.</summary>
    /// <param name="score">A score of <see cref="Rankings"/>.</param>
    /// <returns>The generated set.</returns>
    public SourceSummary GeneratedOf(RankedScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return Runs[score.Run].Result.Generated[score.Comparison.Generated];
    }
}
