using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>Makes scores of metrics that are the accuracy of a classifier.</summary>
internal static class AccuracyScore
{
    /// <summary>Takes the share of images on the diagonal, with Wilson's interval and the standard error of a binomial share.</summary>
    public static MetricScore Of(ClassConfusion confusion)
    {
        Accuracy accuracy = Accuracy.Of(confusion.Counts.CorrectCount, confusion.Counts.ImageCount);
        return new MetricScore(accuracy.Value)
        {
            StandardError = Math.Sqrt(accuracy.Value * (1 - accuracy.Value) / accuracy.ImageCount),
            Interval = new ScoreInterval(accuracy.Lower, accuracy.Upper),
            IntervalMethod = "wilson",
            Confusion = confusion,
        };
    }
}
