using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Statistics.Neighbours;

namespace Fidelis.Metrics;

/// <summary>What all metrics of nearest neighbours have in common.</summary>
internal static class NeighbourScores
{
    /// <summary>How run files name the errors of <see cref="DeletionEffects"/>.</summary>
    public const string Method = "leave-one-out";

    /// <summary>How run files name the errors of <see cref="SubsetPairs"/>.</summary>
    public const string SubsetMethod = "subsets";

    /// <summary>Finds the neighbours of two sets, with as many more than a metric looks at as its error takes.</summary>
    /// <param name="metric">The id of the metric, for messages.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="k">The neighbours that the metric looks at.</param>
    /// <param name="isOption">Whether the user may choose fewer.</param>
    /// <exception cref="InputException">A set has no more than k images, or no features.</exception>
    public static PairNeighbours Neighbours(string metric, SetStatistics reference, SetStatistics generated, int k, bool isOption = true)
    {
        RequireNeighbours(metric, reference, generated, k, isOption);
        return reference.PairWith(generated).Neighbours(SubsetPairs.DepthFor(k));
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

    /// <summary>Makes a share with the interval of E. B. Wilson, 1927, for as many images as would give its error if they were independent.</summary>
    /// <param name="share">The share in [0, 1].</param>
    /// <param name="effects">How single images move it; <see langword="null"/> where that is unknown.</param>
    /// <param name="count">The images of which it is the share.</param>
    public static MetricScore OfShare(double share, DeletionEffects? effects, int count) => effects is null
        ? WithoutInterval(share)
        : OfShare(share, effects.StandardError, count, 1, Method);

    /// <summary>Makes a score in [0, scale] with Wilson's interval.</summary>
    /// <param name="share">The share, with the differences between parts of the other set.</param>
    /// <param name="k">The neighbours that a part must have.</param>
    /// <param name="scale">The score of the share 1.</param>
    public static MetricScore OfShare(RedrawnShare share, int k, double scale = 1) => CanSplit(share.Parts, k)
        ? OfShare(share.Share, Math.Sqrt(share.Variance), share.EffectiveCount, scale, SubsetMethod)
        : WithoutParts(share.Share * scale);

    /// <summary>Makes a score in [0, 1] of two shares with Wilson's interval.</summary>
    /// <param name="value">The score.</param>
    /// <param name="first">A share.</param>
    /// <param name="firstScale">The derivative of the score with respect to it.</param>
    /// <param name="second">The share with the sets exchanged.</param>
    /// <param name="secondScale">The derivative of the score with respect to it.</param>
    /// <param name="k">The neighbours that a part must have.</param>
    public static MetricScore OfShares(double value, RedrawnShare first, double firstScale, RedrawnShare second, double secondScale, int k)
    {
        if (!CanSplit(first.Parts, k) || !CanSplit(second.Parts, k))
        {
            return WithoutParts(value);
        }

        double variance = (firstScale * firstScale * first.Variance) + (secondScale * secondScale * second.Variance)
            + (2 * firstScale * secondScale * first.CovarianceWith(second));

        // Where nothing was counted the score would rise twice as fast as the share that is 0: what is known is as little as of half of the images.
        double count = Math.Min(first.EffectiveCount, second.EffectiveCount);
        return OfShare(value, Math.Sqrt(Math.Max(variance, 0)), value > 0 ? count : count / 2, 1, SubsetMethod);
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
    /// <param name="error">Its standard error.</param>
    /// <param name="count">The images of which it is the mean.</param>
    /// <param name="parts">The parts of the other set.</param>
    /// <param name="k">The neighbours that a part must have.</param>
    public static MetricScore OfCount(double value, double error, int count, SubsetPairs parts, int k)
    {
        if (!CanSplit(parts, k))
        {
            return WithoutParts(value);
        }

        // Where nothing was counted nothing is known but the number of images.
        double slope = value > 0 && error > 0 ? error * error / value : 1.0 / count;
        return new MetricScore(value) { StandardError = error, Interval = ScoreInterval.OfGrowingVariance(value, 0, slope), IntervalMethod = SubsetMethod };
    }

    private static MetricScore OfShare(double share, double error, double count, double scale, string method)
    {
        (double lower, double upper) = ScoreInterval.OfShare(share, error, count);
        return new MetricScore(share * scale)
        {
            StandardError = error * scale,
            Interval = new ScoreInterval(lower * scale, upper * scale),
            IntervalMethod = method,
        };
    }

    private static bool CanSplit(SubsetPairs parts, int k) => SubsetPairs.SizeOf(parts.ImageCount) > k;

    private static MetricScore WithoutParts(double value) => new(value)
    {
        WhyNoInterval = "The error is that of parts of three fifths of a set, and those have no more images than the score looks at neighbours.",
    };

    private static MetricScore WithoutInterval(double value) => new(value)
    {
        WhyNoInterval = "The error needs one neighbour more than the score, and one of the sets has no image more.",
    };
}
