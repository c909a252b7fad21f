using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class MaximumMeanDiscrepancyTests
{
    private static readonly SetStatistics Few = LcgSets.Of(3, 40, 8, 0.9, 0.2, "few");
    private static readonly SetStatistics Many = LcgSets.Of(4, 90, 8, name: "many");

    [Theory]
    [InlineData("unequal", "10", "1000")]
    [InlineData("narrow", "0.25", "1")]
    public void Compute_UnequalSets_EqualsNumPy(string golden, string sigma, string scale)
    {
        MetricScore score = Compute(Few, Many, ("sigma", sigma), ("scale", scale));

        // Cosines of float32 products are wrong by 1e-7 at random; the kernel has the slope 1 / sigma^2 in them, and the mean of 40 x 90 pairs leaves
        // a hundredth.
        NumericAssert.Close(Golden.Load("metrics", "mmd-rbf").GetProperty(golden).GetDouble(), score.Value, 1e-7);
    }

    [Fact]
    public void Compute_FeaturesOfOtherLength_GivesTheSame()
    {
        FeatureMatrix features = LcgSets.Features(3, 40, 8, 0.9, 0.2);
        float[] longer = [.. Enumerable.Range(0, 40).SelectMany(i => features.Row(i).ToArray().Select(value => value * (1 << (i % 5))))];

        // Powers of 2 are exact.
        NumericAssert.Close(Compute(Few, Many).Value, Compute(LcgSets.Of(new FeatureMatrix(8, longer)), Many).Value, 0, 1e-12);
    }

    [Fact]
    public void Compute_ManyPairsOfOneLaw_ScatterAboutTheFloorWithinTheirIntervals()
    {
        const int Pairs = 200;
        Xoshiro256 random = new(3);
        double mean = 0;
        double floor = 0;
        double[] values = new double[Pairs];
        double errors = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            MetricScore score = Compute(Draw(random, 30), Draw(random, 50), ("sigma", "0.5"));
            values[pair] = score.Value;
            mean += score.Value / Pairs;
            floor += score.Floor!.Value / Pairs;
            errors += score.StandardError!.Value / Pairs;
        }

        double deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (Pairs - 1));

        // The mean of 200 values is known to 7 % of their deviation; the error may be too large where both laws are equal, never too small.
        NumericAssert.Close(floor, mean, 0.25 * deviation);
        Assert.InRange(errors / deviation, 0.85, 1.6);
    }

    [Fact]
    public void Compute_Details_HoldTheUnbiasedEstimate()
    {
        MetricScore score = Compute(Few, Many);

        Assert.True(score.Details["unbiased"] < score.Value);
        Assert.Equal("u-statistic", score.IntervalMethod);
        Assert.True(score.Interval!.Value.Lower >= 0);
    }

    [Fact]
    public void Compute_AnImageOfZeros_IsRefused() => Assert.Contains(
        "all features of image 1 of 'zero' are zero",
        Assert.Throws<InputException>(() => Compute(LcgSets.Of(new FeatureMatrix(8, [.. new float[] { 1, 1, 1, 1, 1, 1, 1, 1 }, .. new float[8]]), "zero"), Many)).Message);

    private static SetStatistics Draw(Xoshiro256 random, int count) =>
        LcgSets.Of(new FeatureMatrix(3, [.. Enumerable.Range(0, count * 3).Select(_ => (float)(random.NextGaussian() + 0.5))]));

    private static MetricScore Compute(SetStatistics reference, SetStatistics generated, params (string Name, string Value)[] settings) =>
        new MaximumMeanDiscrepancy().Compute(reference, generated, new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
}
