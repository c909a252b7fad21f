using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>The difference of two scores of one metric.</summary>
/// <param name="Value">The second less the first.</param>
/// <param name="Error">
/// Its standard error, taken as that of independent scores. Two scores against one reference are not quite that: what they share of its
/// error mostly cancels, so that the error is mostly too large, but sets that err in opposite directions make it too small.
/// </param>
internal readonly record struct ScoreDifference(double Value, double Error)
{
    /// <summary>Gets a value indicating whether the difference may be chance: it lies within 1.96 errors.</summary>
    public bool IsSmall => Math.Abs(Value) <= ScoreInterval.NormalQuantile * Error;

    /// <summary>Takes the difference.</summary>
    /// <returns>The difference, or <see langword="null"/> where a score or its error is not known.</returns>
    public static ScoreDifference? Between(MetricScore? first, MetricScore? second) =>
        first?.StandardError is { } firstError && second?.StandardError is { } secondError
            ? new ScoreDifference(second.Value - first.Value, Math.Sqrt((firstError * firstError) + (secondError * secondError)))
            : null;
}
