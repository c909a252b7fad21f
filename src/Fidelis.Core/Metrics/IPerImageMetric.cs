using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>A metric that has a value for each generated image, of which a report shows a summary.</summary>
public interface IPerImageMetric : IMetric
{
    /// <summary>Computes the values.</summary>
    /// <param name="reference">The reference set; ignored where the metric does not need it.</param>
    /// <param name="generated">The generated set of n images.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>The values in the order of the generated images, and their summary.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The values are undefined for these sets, or an option is unknown or out of range.</exception>
    ImageScores Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings);
}
