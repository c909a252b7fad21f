using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class DataCopyingTests
{
    [Fact]
    public void Compute_GoldenSets_EqualsSciPy()
    {
        JsonElement expected = Golden.Load("metrics", "copying").GetProperty("ct");
        FeatureMatrix training = LcgSets.Features(1, 300, 8);
        FeatureMatrix heldOut = LcgSets.Features(7, 150, 8);
        FeatureMatrix generated = LcgSets.Features(2, 200, 8, 0.9, 0.25);
        FeatureMatrix noise = LcgSets.Features(9, 150, 8, 0.02);
        FeatureMatrix copies = new(8, [.. Enumerable.Range(0, 150).SelectMany(i => Enumerable.Range(0, 8).Select(j => (float)((double)training.Row(2 * i)[j] + noise.Row(i)[j])))]);

        // Ranks are whole numbers and halves; what follows are a few roundings.
        NumericAssert.Close(expected.GetProperty("one").GetDouble(), Score(training, heldOut, generated, 1).Value, 0, 1e-13);
        NumericAssert.Close(expected.GetProperty("copies").GetDouble(), Score(training, heldOut, copies, 1).Value, 0, 1e-13);
        NumericAssert.Close(expected.GetProperty("blobs").GetDouble(), Score(Blobs(training, 3), Blobs(heldOut, 3), Blobs(generated, 3), 3).Value, 0, 1e-13);
        FeatureMatrix unequal = Blobs(generated, 4).Select([.. Enumerable.Range(0, 200).Where(i => i % 4 != 1).Select(i => (long)i)]);
        NumericAssert.Close(expected.GetProperty("unequal").GetDouble(), Score(Blobs(training, 4), Blobs(heldOut, 4), unequal, 4).Value, 0, 1e-13);
    }

    [Fact]
    public void Compute_TheTrainingImagesThemselves_IsAsFarBelowZeroAsRanksGo()
    {
        Xoshiro256 random = new(5);
        FeatureMatrix training = Normal(random, 300, 4);
        MetricScore score = Score(training, Normal(random, 200, 4), training, 1);

        // U = 0: Z = - sqrt(3 n m / (n + m + 1)).
        NumericAssert.Close(-Math.Sqrt(3.0 * 200 * 300 / 501), score.Value, 0, 1e-13);
        Assert.Equal(1, score.Details["nearerShare"]);
    }

    [Fact]
    public void Compute_NewImagesOfTheLaw_LieAboutZeroAsTheirNullDeviationSays()
    {
        const int Repeats = 60;
        Xoshiro256 random = new(6);
        MetricScore[] scores = [.. Enumerable.Range(0, Repeats).Select(_ => Score(Normal(random, 200, 4), Normal(random, 120, 4), Normal(random, 160, 4), 3))];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => score.Value * score.Value) / Repeats);
        double expected = scores.Average(score => score.Details["nullStd"]);

        // Four deviations of the mean of 60, and of their root mean square, whose relative error is 1 / sqrt(120) = 9 %.
        Assert.InRange(mean, -4 * expected / Math.Sqrt(Repeats), 4 * expected / Math.Sqrt(Repeats));
        Assert.InRange(deviation / expected, 1 - (4 * 0.09), 1 + (4 * 0.09));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void StandardError_ManyDraws_IsTheirDeviation(double defect)
    {
        const int Repeats = 80;
        Xoshiro256 random = new(8);
        FeatureMatrix training = Normal(random, 200, 4);
        MetricScore[] scores =
        [
            .. Enumerable.Range(0, Repeats).Select(_ => Score(training, Normal(random, 120, 4), Normal(random, 160, 4, 1 + defect), 3)),
        ];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => Math.Pow(score.Value - mean, 2)) / (Repeats - 1));
        double error = Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value));

        // The deviation of 80 draws is known to 8 %.
        Assert.InRange(error / deviation, 0.7, 1.35);
    }

    private static FeatureMatrix Normal(Xoshiro256 random, int count, int dimension, double scale = 1) =>
        new(dimension, [.. Enumerable.Range(0, count * dimension).Select(_ => (float)(scale * random.NextGaussian()))]);

    private static FeatureMatrix Blobs(FeatureMatrix features, int count) =>
        new(8, [.. Enumerable.Range(0, (int)features.RowCount).SelectMany(i => Enumerable.Range(0, 8).Select(j => (float)((double)features.Row(i)[j] + (50 * (i % count)))))]);

    private static MetricScore Score(FeatureMatrix training, FeatureMatrix heldOut, FeatureMatrix generated, int cells)
    {
        FeatureSet SetOf(FeatureMatrix features) => new(features, null, [], [], "", "", []);
        return SampleSets.Score(
            "ct",
            SetStatistics.Of("training", SetOf(training), SetStatistics.Of("held out", SetOf(heldOut))),
            SetStatistics.Of("generated", SetOf(generated)),
            new MetricSettings(new Dictionary<string, string> { ["cells"] = $"{cells}" }));
    }
}
