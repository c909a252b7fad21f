using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>What all metrics of nearest neighbours have in common.</summary>
internal static class NeighbourScores
{
    /// <summary>How run files name the errors of <see cref="DeletionEffects"/>.</summary>
    public const string Method = "leave-one-out";

    /// <summary>Finds the neighbours of two sets, with one more than a metric looks at, for its error.</summary>
    /// <param name="metric">The id of the metric, for messages.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="k">The neighbours that the metric looks at.</param>
    /// <param name="isOption">Whether the user may choose fewer.</param>
    /// <exception cref="InputException">A set has no more than k images, or no features.</exception>
    public static PairNeighbours Neighbours(string metric, SetStatistics reference, SetStatistics generated, int k, bool isOption = true)
    {
        RequireNeighbours(metric, reference, generated, k, isOption);
        return reference.PairWith(generated).Neighbours(k + 1);
    }

    /// <summary>Requires more images than a metric looks at neighbours.</summary>
    /// <inheritdoc cref="Neighbours"/>
    public static void RequireNeighbours(string metric, SetStatistics reference, SetStatistics generated, int k, bool isOption = true)
    {
        foreach (SetStatistics set in (SetStatistics[])[reference, generated])
        {
            if (set.Features.RowCount <= k)
            {
                string remedy = isOption ? $", or take fewer neighbours by --set {metric}.k=1" : "";
                throw new InputException(
                    $"{metric} looks at {k} neighbours of an image and needs at least {k + 1} images in each set, but '{set.Name}' has {set.Features.RowCount}: add images{remedy}.");
            }
        }
    }

    /// <summary>Makes a score in [0, scale] with the interval of E. B. Wilson, 1927, for as many images as would give its error if they were independent.</summary>
    /// <param name="share">The share in [0, 1].</param>
    /// <param name="effects">How single images move it; <see langword="null"/> where that is unknown.</param>
    /// <param name="count">The images of which it is the share.</param>
    /// <param name="scale">The score of the share 1.</param>
    public static MetricScore OfShare(double share, DeletionEffects? effects, int count, double scale = 1)
    {
        if (effects is null)
        {
            return WithoutInterval(share * scale);
        }

        double error = effects.StandardError;
        (double lower, double upper) = ScoreInterval.OfShare(share, error, count);
        return new MetricScore(share * scale)
        {
            StandardError = error * scale,
            Interval = new ScoreInterval(lower * scale, upper * scale),
            IntervalMethod = Method,
        };
    }

    /// <summary>Makes a score with a normal interval within its range.</summary>
    public static MetricScore Of(double value, DeletionEffects? effects, double least, double greatest) => effects is null
        ? WithoutInterval(value)
        : new MetricScore(value)
        {
            StandardError = effects.StandardError,
            Interval = ScoreInterval.Around(value, effects.StandardError, least, greatest),
            IntervalMethod = Method,
        };

    /// <summary>Makes a score that is a mean count, whose variance is in proportion to it.</summary>
    /// <param name="value">The mean.</param>
    /// <param name="effects">How single images move it; <see langword="null"/> where that is unknown.</param>
    /// <param name="count">The images of which it is the mean.</param>
    public static MetricScore OfCount(double value, DeletionEffects? effects, int count)
    {
        if (effects is null)
        {
            return WithoutInterval(value);
        }

        // Where nothing was counted nothing is known but the number of images.
        double error = effects.StandardError;
        double slope = value > 0 && error > 0 ? error * error / value : 1.0 / count;
        return new MetricScore(value) { StandardError = error, Interval = ScoreInterval.OfGrowingVariance(value, 0, slope), IntervalMethod = Method };
    }

    private static MetricScore WithoutInterval(double value) => new(value)
    {
        WhyNoInterval = "The error needs one neighbour more than the score, and one of the sets has no image more.",
    };
}
