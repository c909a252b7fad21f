namespace Fidelis.Evaluation.Rankings;

/// <summary>A score and its place among others of the same metric.</summary>
/// <param name="Run">The index of its run in <see cref="RankingResult.Runs"/>.</param>
/// <param name="Comparison">The comparison that it is of.</param>
/// <param name="Metric">The score.</param>
public sealed record RankedScore(int Run, Comparison Comparison, MetricResult Metric)
{
    /// <summary>Gets the place, from 1; equal scores share one. <see langword="null"/> where there is no score, or it is not a number.</summary>
    public int? Rank { get; init; }

    /// <summary>Gets how far it is behind the first; <see langword="null"/> for the first, and without a place.</summary>
    public ScoreGap? BehindFirst { get; init; }

    /// <summary>Gets how far it is behind the one before it; <see langword="null"/> for the first, and without a place.</summary>
    public ScoreGap? BehindPrevious { get; init; }

    /// <summary>
    /// Gets what was not the same when it was made as when the first score of the first run was, such as <c>protocol</c>; empty where the two are
    /// comparable, as they always are unless the ranking was forced.
    /// </summary>
    public IReadOnlyList<string> Deviations { get; init; } = [];
}
