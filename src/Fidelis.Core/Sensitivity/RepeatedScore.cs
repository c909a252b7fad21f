using Fidelis.Evaluation;
using Fidelis.Metrics;

namespace Fidelis.Sensitivity;

/// <summary>Joins the scores of one step that was repeated with other random choices.</summary>
/// <remarks>
/// The mean has no interval: the repeats draw from the same images, so that their spread tells how much a choice matters and not how much new
/// images would. What new images would do to a single score is its own standard error, whose mean is told as <see cref="SingleError"/>.
/// </remarks>
public static class RepeatedScore
{
    /// <summary>The detail that holds the number of repeats.</summary>
    public const string Repeats = "repeats";

    /// <summary>The detail that holds the standard deviation of the repeats, with denominator repeats - 1.</summary>
    public const string Deviation = "std";

    /// <summary>The detail that holds the mean of the standard errors of the single scores, where they have one.</summary>
    public const string SingleError = "singleError";

    /// <summary>The detail that holds the ratio to the floor.</summary>
    public const string FloorRatio = "floorRatio";

    /// <summary>Joins the scores of all metrics.</summary>
    /// <param name="repeats">The scores of each repeat, one at least, all of the same metrics.</param>
    /// <returns>For each metric the mean of the values and of the floors; the scores themselves where there is one repeat.</returns>
    public static IReadOnlyList<MetricResult> Of(IReadOnlyList<IReadOnlyList<MetricResult>> repeats)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        return repeats.Count == 1 ? repeats[0] : [.. Enumerable.Range(0, repeats[0].Count).Select(metric => Join([.. repeats.Select(repeat => repeat[metric])]))];
    }

    private static MetricResult Join(IReadOnlyList<MetricResult> repeats)
    {
        double seconds = repeats.Sum(repeat => repeat.Seconds);
        if (repeats.FirstOrDefault(repeat => repeat.Score is null) is { } failed)
        {
            return failed with { Seconds = seconds };
        }

        MetricScore[] scores = [.. repeats.Select(repeat => repeat.Score!)];
        double mean = scores.Average(score => score.Value);
        Dictionary<string, double> details = new()
        {
            [Repeats] = repeats.Count,
            [Deviation] = Math.Sqrt(scores.Sum(score => (score.Value - mean) * (score.Value - mean)) / (repeats.Count - 1)),
        };
        if (scores.All(score => score.StandardError is not null))
        {
            details.Add(SingleError, scores.Average(score => score.StandardError!.Value));
        }

        double? floor = scores.All(score => score.Floor is not null) ? scores.Average(score => score.Floor!.Value) : null;
        if (floor > 0 && scores.All(score => score.Details.ContainsKey(FloorRatio)))
        {
            details.Add(FloorRatio, mean / floor.Value);
        }

        return repeats[0] with
        {
            Score = new MetricScore(mean)
            {
                WhyNoInterval = "The repeats draw from the same images: their spread says what the choice does, not what new images would do.",
                Floor = floor,
                FloorMethod = floor is null ? null : scores[0].FloorMethod,
                Details = details,
            },
            Seconds = seconds,
        };
    }
}
