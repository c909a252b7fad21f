using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class RealismTests
{
    [Fact]
    public void Compute_GoldenSets_EqualsNumPyImageByImage()
    {
        SetStatistics reference = LcgSets.Of(1, 300, 8);
        SetStatistics generated = LcgSets.Of(2, 200, 8, 0.9, 0.25);
        foreach (JsonElement entry in Golden.Load("metrics", "copying").GetProperty("realism").EnumerateArray())
        {
            ImageScores scores = Compute(reference, generated, entry.GetProperty("k").GetInt32());

            // Square roots and quotients of sums of 8 squares, in other orders.
            NumericAssert.Close(entry.GetProperty("values").Doubles(), [.. scores.Values], 0, 1e-13);
            NumericAssert.Close(entry.GetProperty("values").Doubles().Average(), scores.Summary.Value, 0, 1e-13);
        }
    }

    [Fact]
    public void Compute_PointsOnALine_IsThatOfPencilAndPaper()
    {
        // Radii for k = 1: 1, 1, 2, 7, 20, whose median is 2: the balls about 10 and 30 do not count. The best ball is that about 3, 3, 0 and 3.
        SetStatistics reference = NeighbourGolden.Of("real", 1, 0, 1, 3, 10, 30);
        ImageScores scores = Compute(reference, NeighbourGolden.Of("fake", 1, 3.5f, 12, 0.25f, -8), 1);

        NumericAssert.Close([4, 2.0 / 9, 4, 2.0 / 11], [.. scores.Values], 1e-14);
    }

    [Fact]
    public void Compute_ACopy_IsInfiniteAndTheSummarySaysWhyItHasNoError()
    {
        ImageScores scores = Compute(NeighbourGolden.Of("real", 1, 0, 1, 3, 10, 30), NeighbourGolden.Of("fake", 1, 3, 2, 5, 6), 1);

        Assert.Equal(double.PositiveInfinity, scores.Values[0]);
        Assert.Equal(double.PositiveInfinity, scores.Summary.Value);
        Assert.Contains("look for copies", scores.Summary.WhyNoInterval);
        NumericAssert.Close(1.5, scores.Summary.Details["median"], 1e-14);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 1.3)]
    public void StandardError_ManyDraws_IsTheirDeviation(double shift, double scale)
    {
        const int Pairs = 80;
        Xoshiro256 random = new(3);
        MetricScore[] scores = [.. Enumerable.Range(0, Pairs).Select(_ => Compute(Draw(150, 0, 1), Draw(120, shift, scale), 3).Summary)];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => Math.Pow(score.Value - mean, 2)) / (Pairs - 1));
        double error = Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value));

        // In twelve dimensions all draws have an interval. The deviation of 80 is known to 8 %, and the error leaves out that the median radius was drawn as well.
        Assert.InRange(error / deviation, 0.75, 1.35);

        SetStatistics Draw(int count, double move, double width) =>
            LcgSets.Of(new FeatureMatrix(12, [.. Enumerable.Range(0, count * 12).Select(_ => (float)(move + (width * random.NextGaussian())))]));
    }

    [Fact]
    public void Compute_ImagesOnTheLinesBetweenOthers_HaveNoIntervalOfTheirMean()
    {
        // Points of one line come as near to one another as they like: 1 / distance has no mean. Those of twelve dimensions do not.
        Xoshiro256 random = new(4);
        MetricScore line = Compute(Draw(400, 1), Draw(400, 1), 3).Summary;
        MetricScore space = Compute(Draw(400, 12), Draw(400, 12), 3).Summary;

        Assert.Null(line.Interval);
        Assert.Contains("read the median", line.WhyNoInterval, StringComparison.Ordinal);
        Assert.NotNull(space.Interval);

        SetStatistics Draw(int count, int dimension) =>
            LcgSets.Of(new FeatureMatrix(dimension, [.. Enumerable.Range(0, count * dimension).Select(_ => (float)random.NextGaussian())]));
    }

    private static ImageScores Compute(SetStatistics reference, SetStatistics generated, int k) => new Realism().Compute(
        reference, generated, new MetricSettings(new Dictionary<string, string> { ["k"] = $"{k}" }));
}
