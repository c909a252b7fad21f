using System.Globalization;
using Fidelis.Imaging.Comparison;

namespace Fidelis.Metrics;

/// <summary>The peak signal-to-noise ratio of each pair in decibels: <c>10 log10(255² / MSE)</c>, infinite for equal pictures.</summary>
public sealed class PeakSignalNoiseRatio : IPairedMetric
{
    /// <summary>The range of the levels of 8 bits.</summary>
    internal const double Range = 255;

    /// <summary>The largest squared difference of two levels.</summary>
    internal const double SquaredRange = Range * Range;

    private static readonly MetricOptions<PeakSignalNoiseRatioOptions> Options = new MetricOptions<PeakSignalNoiseRatioOptions>(new PeakSignalNoiseRatioOptions())
        .Choice(
            "convention",
            "Whose mean over pairs: monai takes that of the ratios, torchmetrics the ratio of the mean squared error of all pixels.",
            [("monai", SignalNoiseConvention.Monai), ("torchmetrics", SignalNoiseConvention.TorchMetrics)],
            options => options.Convention,
            (options, value) => options with { Convention = value });

    /// <inheritdoc/>
    public MetricDescriptor Descriptor { get; } = new()
    {
        Id = "psnr",
        Name = "Peak Signal-to-Noise Ratio",
        Meaning = "How large the range of the levels is beside the error of a generated image, in decibels.",
        Direction = MetricDirection.HigherIsBetter,
        Range = "[0, infinity]",
        Needs = MetricNeeds.Reference,
        Axioms = MetricAxioms.Symmetry | MetricAxioms.OrderIndependence | MetricAxioms.Unbiasedness,
        Reference = "Huynh-Thu and Ghanbari 2008, Scope of validity of PSNR in image/video quality assessment, Electronics Letters 44(13)",
        Options = Options,
        IsDefault = true,
    };

    /// <inheritdoc/>
    public double Least => 0;

    /// <inheritdoc/>
    public double Greatest => double.PositiveInfinity;

    /// <inheritdoc/>
    public int SmallestSide(MetricSettings settings) => 1;

    /// <inheritdoc/>
    public PairedValue Compute(PicturePair pair, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new PairedValue(Decibels(pair.MeanSquaredError));
    }

    /// <inheritdoc/>
    public PairedFindings Describe(PairedValues values, MetricSettings settings)
    {
        ArgumentNullException.ThrowIfNull(values);
        double pooled = Decibels(values.Values.Average(value => SquaredRange * Math.Pow(10, -value / 10)));
        bool isPooled = Options.Bind(settings).Convention == SignalNoiseConvention.TorchMetrics;
        MetricScore? score = isPooled ? Pool(values) : null;
        Dictionary<string, double> details = isPooled ? new() { ["mean"] = values.Values.Average() } : new() { ["pooled"] = pooled };
        double[] finite = [.. values.Values.Where(double.IsFinite)];
        int infiniteCount = values.Values.Count - finite.Length;
        if (infiniteCount == 0)
        {
            return new PairedFindings(details, []) { Score = score };
        }

        details.Add("infinitePairs", infiniteCount);
        if (finite.Length == 0)
        {
            return new PairedFindings(details, []) { Score = score };
        }

        details.Add("finiteMean", finite.Average());
        return isPooled ? new PairedFindings(details, []) { Score = score } : new PairedFindings(
            details,
            [string.Create(CultureInfo.InvariantCulture, $"{infiniteCount} of {values.Values.Count} pairs are equal, so that their psnr is infinite, and the mean with it: the ratio of the mean MSE of all pairs is {pooled:F2} dB, the mean of the others {details["finiteMean"]:F2} dB.")]);
    }

    /// <summary>Takes the ratio of the mean squared error of all pixels: a mean of the errors of the pairs by their sizes, whose relative error is that of the ratio but for a factor.</summary>
    private MetricScore Pool(PairedValues values)
    {
        int count = values.Values.Count;
        double[] errors = [.. values.Values.Select(value => SquaredRange * Math.Pow(10, -value / 10))];
        double[] pixels = [.. values.Sizes.Select(size => (double)size.Width * size.Height)];
        double all = pixels.Sum();
        double mean = errors.Zip(pixels, (error, weight) => error * weight).Sum() / all;
        if (count == 1 || mean == 0)
        {
            return new MetricScore(Decibels(mean))
            {
                WhyNoInterval = count == 1 ? "The error of psnr is unknown: one pair does not tell how pairs scatter." : "The error of psnr is unknown: all pairs are equal, and their ratio is infinite.",
            };
        }

        double squares = errors.Zip(pixels, (error, weight) => (error - mean) * weight / all).Sum(part => part * part);
        return PairedScore.Around(this, Decibels(mean), 10 / Math.Log(10) * Math.Sqrt(squares * count / (count - 1)) / mean, count);
    }

    private static double Decibels(double meanSquaredError) => 10 * Math.Log10(SquaredRange / meanSquaredError);
}
