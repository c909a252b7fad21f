using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>A metric of a generated picture and the one reference picture that it should equal. Its score for a set is the mean over the pairs.</summary>
public interface IPairedMetric : IMetric
{
    /// <summary>Gets the least value that there is, at which the interval of the mean ends.</summary>
    double Least { get; }

    /// <summary>Gets the greatest value that there is, at which the interval of the mean ends.</summary>
    double Greatest { get; }

    /// <summary>Finds the shortest side that pictures must have for the value to be defined.</summary>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>A number of pixels from 1.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">An option is unknown or out of range.</exception>
    int SmallestSide(MetricSettings settings);

    /// <summary>Computes the value of one pair. Several threads call it at once.</summary>
    /// <param name="pair">The two pictures, no side shorter than <see cref="SmallestSide"/>.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>The value.</returns>
    /// <exception cref="Fidelis.Numerics.Errors.InputException">An option is unknown or out of range.</exception>
    PairedValue Compute(PicturePair pair, MetricSettings settings);

    /// <summary>Says what a reader of the mean has to know besides.</summary>
    /// <param name="values">The values of all pairs.</param>
    /// <param name="settings">The options that the user gave for this metric.</param>
    /// <returns>Further figures and sentences.</returns>
    PairedFindings Describe(PairedValues values, MetricSettings settings);
}
