using Fidelis.Features;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>A set as one model sees it.</summary>
/// <param name="Source">What was opened.</param>
/// <param name="Statistics">What metrics ask of it.</param>
/// <param name="Report">What the extraction saw; <see langword="null"/> where the set is a file.</param>
public sealed record PreparedSet(EvaluationSource Source, SetStatistics Statistics, ExtractionReport? Report)
{
    /// <summary>Gets the time of the extraction in seconds; zero for files.</summary>
    public double Seconds => Report?.Seconds ?? 0;

    /// <summary>Gets by what its images are found again; <see langword="null"/> where the set is a file.</summary>
    internal ImageIdentities? Identities => Report?.Identities;

    /// <summary>Gets how often the same images occur by their pixels, or the same features where the set is a file; <see langword="null"/> where neither is known.</summary>
    internal Repetition? Repetition => Identities?.Repetition ?? Statistics.Repetition;

    /// <summary>Counts its images that another set has too, by their pixels, or by their features where one of the two is a file.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The number; <see langword="null"/> where neither is known of both.</returns>
    internal int? CountIn(PreparedSet other) =>
        Identities is { } own && other.Identities is { } others ? Fidelis.Features.Repetition.CountShared(own.Pixels, others.Pixels)
        : RowsOf(this) is { } rows && RowsOf(other) is { } otherRows ? Fidelis.Features.Repetition.CountShared(rows, otherRows)
        : null;

    /// <summary>Describes the set for the run file.</summary>
    /// <returns>The summary.</returns>
    public SourceSummary Summarize() => new(Source.Name, Source.Kind, Statistics.Count, Report?.Skipped ?? [], Report?.ContentHash ?? Source.FileHash)
    {
        Report = Report,
    };

    private static IReadOnlyList<FeatureRow>? RowsOf(PreparedSet set) =>
        set.Statistics.Set?.Features is { RowCount: <= int.MaxValue } features ? FeatureRow.AllOf(features) : null;
}
