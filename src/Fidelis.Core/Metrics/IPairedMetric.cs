using Fidelis.Imaging.Pixels;

namespace Fidelis.Metrics;

/// <summary>A metric of a generated picture and the one reference picture that it should equal.</summary>
public interface IPairedMetric : IMetric
{
    /// <summary>Computes the value of one pair.</summary>
    /// <param name="reference">The reference picture.</param>
    /// <param name="generated">The generated picture, of the same width and height.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>The value.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">The value is undefined for these pictures, or an option is unknown or out of range.</exception>
    double Compute(PixelImage reference, PixelImage generated, MetricSettings settings);
}
