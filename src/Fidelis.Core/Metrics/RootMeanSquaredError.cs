using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>The root of the mean squared error of each pair, in levels.</summary>
public sealed class RootMeanSquaredError : IPairedMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "rmse",
        Name = "Root Mean Squared Error",
        Meaning = "How many of 255 levels a generated image typically misses the image that it should equal by.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, 255]",
        Needs = MetricNeeds.Reference,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Wang and Bovik 2009, Mean Squared Error: Love It or Leave It?, IEEE SPM 26(1)",
    };

    /// <inheritdoc/>
    public double Least => 0;

    /// <inheritdoc/>
    public double Greatest => PeakSignalNoiseRatio.Range;

    /// <inheritdoc/>
    public int SmallestSide(MetricSettings settings) => 1;

    /// <inheritdoc/>
    public PairedValue Compute(PicturePair pair, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new PairedValue(Math.Sqrt(pair.MeanSquaredError));
    }

    /// <inheritdoc/>
    public PairedFindings Describe(PairedValues values, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new PairedFindings(new Dictionary<string, double> { ["pooled"] = Math.Sqrt(values.Values.Average(value => value * value)) }, []);
    }
}
