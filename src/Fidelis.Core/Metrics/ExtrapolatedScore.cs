using Fidelis.Statistics.Extrapolation;

namespace Fidelis.Metrics;

/// <summary>What metrics of endless sets make of a line through the scores of subsets.</summary>
internal static class ExtrapolatedScore
{
    /// <summary>Takes the line's value for endless sets, with its error.</summary>
    /// <param name="fit">The line.</param>
    /// <param name="reciprocal">The reciprocal of the number of all images.</param>
    /// <param name="allImages">The score of all images.</param>
    /// <param name="sharedError">The standard error of that score.</param>
    /// <param name="details">What else the score is told with.</param>
    /// <returns>The score.</returns>
    /// <remarks>
    /// The subsets are of one sample: what that sample errs, all points share, and the scatter about the line knows nothing of it. Given the
    /// sample, the points scatter independently. The variance is the sum of both.
    /// </remarks>
    public static MetricScore Of(
        ReciprocalFit fit, double reciprocal, double allImages, double sharedError, params ReadOnlySpan<(string Key, double Value)> details)
    {
        double error = Math.Sqrt((sharedError * sharedError) + fit.InterceptVariance);
        Dictionary<string, double> told = [];
        foreach ((string key, double value) in details)
        {
            told.Add(key, value);
        }

        told.Add("allImages", allImages);
        told.Add("bias", fit.Slope * reciprocal);
        told.Add("fitError", Math.Sqrt(fit.InterceptVariance));
        return new MetricScore(fit.Intercept)
        {
            StandardError = error,
            Interval = ScoreInterval.Around(fit.Intercept, error),
            IntervalMethod = "regression",
            Details = told,
        };
    }
}
