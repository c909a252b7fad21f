using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;

namespace Fidelis.Tests.Statistics;

/// <summary>How predicted and measured floors compare with what independent sets of one law score, by simulation.</summary>
internal static class FloorCalibration
{
    public sealed record Row(double True, double TrueDeviation, double Predicted, double Measured, double MeasuredDeviation, double Spread);

    /// <summary>Draws pairs of samples of one law, and references whose floor is predicted and measured.</summary>
    public static Row Measure(string id, string spectrum, int dimension, int referenceCount, int generatedCount, int pairs, int references)
    {
        ISetMetric metric = (ISetMetric)MetricCatalog.Find(id)!;
        double[] variances = FrechetCalibration.Spectrum(spectrum, dimension);
        SetStatistics Draw(int seed, int count) => SetStatistics.Of("set", Set(GaussianSamples.Draw(seed, count, variances, 0, 1)));
        double[] truth = [.. Enumerable.Range(0, pairs).Select(i => metric.Compute(Draw(2 * i, referenceCount), Draw((2 * i) + 1, generatedCount), MetricSettings.Default).Value)];
        MetricScore[] scores = [.. Enumerable.Range(0, references).Select(i =>
        {
            SetStatistics reference = Draw(100_000 + i, referenceCount);
            FloorMeter meter = new([KeyValuePair.Create<IMetric, MetricSettings>(metric, MetricSettings.Default)], 1, CancellationToken.None);
            MetricScore score = metric.Compute(reference, Draw(200_000 + i, generatedCount), MetricSettings.Default);
            return meter.Apply(new MetricResult(id, score, null, referenceCount, generatedCount, [], 0), reference).Score!;
        })];
        double measured = scores.Average(score => score.Floor!.Value);
        return new Row(
            truth.Average(),
            Deviation(truth),
            scores.Average(score => score.Details.GetValueOrDefault("floorPredicted", double.NaN)),
            measured,
            Deviation([.. scores.Select(score => score.Floor!.Value)]),
            scores.Average(score => score.Details["floorStd"]));
    }

    /// <summary>Makes a set of features without classes.</summary>
    public static FeatureSet Set(Matrix sample) => new(
        new FeatureMatrix(sample.Columns, [.. sample.Data.Select(value => (float)value)]),
        null,
        [.. Enumerable.Range(0, sample.Rows).Select(i => $"{i:0000}.png")],
        new string?[sample.Rows],
        "a protocol",
        "hash",
        []);

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));
}
