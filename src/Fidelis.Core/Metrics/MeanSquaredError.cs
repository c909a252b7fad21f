using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>The mean squared error: the mean over all samples of a pair of the squared difference of their levels.</summary>
public sealed class MeanSquaredError : IPairedMetric
{
    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "mse",
        Name = "Mean Squared Error",
        Meaning = "How far the levels of a generated image are from those of the image that it should equal, on average, squared.",
        Direction = MetricDirection.LowerIsBetter,
        Range = "[0, 65025]",
        Needs = MetricNeeds.Reference,
        Axioms = MetricAxioms.Identity | MetricAxioms.Symmetry | MetricAxioms.RootTriangleInequality | MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Wang and Bovik 2009, Mean Squared Error: Love It or Leave It?, IEEE SPM 26(1), eq. 1",
        IsDefault = true,
    };

    /// <inheritdoc/>
    public double Least => 0;

    /// <inheritdoc/>
    public double Greatest => PeakSignalNoiseRatio.SquaredRange;

    /// <inheritdoc/>
    public int SmallestSide(MetricSettings settings) => 1;

    /// <inheritdoc/>
    public PairedValue Compute(PicturePair pair, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new PairedValue(pair.MeanSquaredError);
    }

    /// <inheritdoc/>
    public PairedFindings Describe(PairedValues values, MetricSettings settings) => PairedFindings.None;
}
