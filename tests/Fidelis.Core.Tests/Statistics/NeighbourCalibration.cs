using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Statistics;

namespace Fidelis.Tests.Statistics;

/// <summary>How often the intervals of the neighbour metrics cover the expected score, by simulation.</summary>
internal static class NeighbourCalibration
{
    public sealed record Row(string Id, double Coverage, double Mean, double Deviation, double Error);

    /// <summary>Draws pairs of samples; the mean of their scores stands for the expected one.</summary>
    public static Row[] Coverage(
        string[] ids, string spectrum, int dimension, int referenceCount, int generatedCount, double shift, double scale, int pairs)
    {
        double[] variances = FrechetCalibration.Spectrum(spectrum, dimension);
        MetricScore[][] scores = [.. Enumerable.Range(0, pairs).Select(pair =>
        {
            SetStatistics reference = Of(GaussianSamples.Draw(2 * pair, referenceCount, variances, 0, 1));
            SetStatistics generated = Of(GaussianSamples.Draw((2 * pair) + 1, generatedCount, variances, shift, scale));
            return (MetricScore[])[.. ids.Select(id => ((ISetMetric)MetricCatalog.Find(id)!).Compute(reference, generated, MetricSettings.Default))];
        })];
        return [.. ids.Select((id, i) =>
        {
            double mean = scores.Average(score => score[i].Value);
            return new Row(
                id,
                scores.Average(score => score[i].Interval!.Value.Lower <= mean && mean <= score[i].Interval!.Value.Upper ? 1.0 : 0),
                mean,
                Math.Sqrt(scores.Sum(score => Math.Pow(score[i].Value - mean, 2)) / (pairs - 1)),
                Math.Sqrt(scores.Average(score => Math.Pow(score[i].StandardError!.Value, 2))));
        })];
    }

    private static SetStatistics Of(Matrix sample) => SetStatistics.Of(
        "set", new FeatureSet(new FeatureMatrix(sample.Columns, [.. sample.Data.Select(value => (float)value)]), null, [], [], "", "", []));
}
