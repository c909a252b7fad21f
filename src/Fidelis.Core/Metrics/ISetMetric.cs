using Fidelis.Statistics;

namespace Fidelis.Metrics;

/// <summary>A metric of two sets, or of the generated set alone.</summary>
public interface ISetMetric : IMetric
{
    /// <summary>Computes the score.</summary>
    /// <param name="reference">The reference set; ignored where the metric does not need it.</param>
    /// <param name="generated">The generated set.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>The score. It depends on neither batch size nor thread count.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The score is undefined for these sets, or an option is unknown or out of range.</exception>
    MetricScore Compute(SetStatistics reference, SetStatistics generated, MetricSettings settings);
}
