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

    /// <summary>Describes the set for the run file.</summary>
    /// <returns>The summary.</returns>
    public SourceSummary Summarize() => new(Source.Name, Source.Kind, Statistics.Count, Report?.Skipped ?? [], Report?.ContentHash ?? Source.FileHash)
    {
        Report = Report,
    };
}
