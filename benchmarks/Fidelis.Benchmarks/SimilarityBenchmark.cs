using System.Diagnostics;
using Fidelis.Imaging.Comparison;
using Fidelis.Imaging.Pixels;
using Fidelis.Metrics;

namespace Fidelis.Benchmarks;

/// <summary>Computes one paired metric of two square pictures of noise again and again, on one thread.</summary>
internal sealed class SimilarityBenchmark
{
    private const double Seconds = 0.5;

    private readonly IPairedMetric metric;
    private readonly MetricSettings settings;
    private readonly PixelImage reference;
    private readonly PixelImage generated;

    public SimilarityBenchmark(string id, string convention, int side)
    {
        metric = (IPairedMetric)MetricCatalog.Find(id)!;
        settings = id == "ssim" ? new MetricSettings(new Dictionary<string, string> { ["convention"] = convention }) : MetricSettings.Default;
        byte[][] pixels = [new byte[side * side * 3], new byte[side * side * 3]];
        new Random(1).NextBytes(pixels[0]);
        new Random(2).NextBytes(pixels[1]);
        reference = new PixelImage(side, side, pixels[0]);
        generated = new PixelImage(side, side, pixels[1]);
    }

    /// <summary>Measures from bytes to the value.</summary>
    /// <returns>The milliseconds of the fastest pair, which a busy machine disturbs least.</returns>
    public double Measure()
    {
        double fastest = double.PositiveInfinity;
        Stopwatch watch = Stopwatch.StartNew();
        for (double before = 0; before < 1000 * Seconds;)
        {
            metric.Compute(PicturePair.Of(FloatImage.From(reference), FloatImage.From(generated)), settings);
            double after = watch.Elapsed.TotalMilliseconds;
            fastest = Math.Min(fastest, after - before);
            before = after;
        }

        return fastest;
    }
}
