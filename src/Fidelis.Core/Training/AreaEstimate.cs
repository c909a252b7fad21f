namespace Fidelis.Training;

/// <summary>An area under ROC curves with what is known of its error.</summary>
/// <param name="Value">The area in [0, 1].</param>
/// <param name="StandardError">
/// Its standard error; <see langword="null"/> where there are fewer than two images on either side of a curve.
/// </param>
/// <param name="Interval">
/// The 95 % interval; <see langword="null"/> where the standard error is absent or 0, from which no interval follows.
/// </param>
public sealed record AreaEstimate(double Value, double? StandardError, (double Lower, double Upper)? Interval)
{
    /// <summary>The name of the kind of interval, as run files give it.</summary>
    public const string IntervalMethod = "delong-logit-95";
}
