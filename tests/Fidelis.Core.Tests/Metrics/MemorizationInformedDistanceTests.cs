using Fidelis.Metrics;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class MemorizationInformedDistanceTests
{
    [Theory]
    [InlineData("uniform")]
    [InlineData("unequal")]
    [InlineData("ties")]
    public void Compute_GoldenSets_DividesFidByTheCosineDistanceOfNumPy(string name)
    {
        (SetStatistics, SetStatistics) sets = NeighbourGolden.Sets(name);
        double expected = NeighbourGolden.Case(name).GetProperty("cosine").GetDouble();

        MetricScore score = NeighbourGolden.Score("mifid", sets);

        // Sums of some hundred cosines, each good to 1e-15 of 1 where the distance is 0.02.
        NumericAssert.Close(expected, score.Details["cosineDistance"], 1e-14, 1e-12);
        double fid = NeighbourGolden.Score("fid", sets).Value;
        NumericAssert.Close(expected < 0.1 ? fid / (expected + 1e-14) : fid, score.Value, 0, 1e-11);
    }

    [Fact]
    public void Compute_DistanceFromTheThresholdOn_IsFidWithItsError()
    {
        (SetStatistics Reference, SetStatistics Generated) sets = NeighbourGolden.Sets("uniform");

        MetricScore score = new MemorizationInformedDistance().Compute(
            sets.Reference, sets.Generated, new MetricSettings(new Dictionary<string, string> { ["threshold"] = "0.01" }));

        MetricScore fid = NeighbourGolden.Score("fid", sets);
        Assert.Equal(fid.Value, score.Value);

        // The jackknife's n where the influence has n - 1, of 300.
        NumericAssert.Close(fid.StandardError!.Value, score.StandardError!.Value, 0, 1.0 / 300);
    }

    [Fact]
    public void Compute_Copies_IsInfiniteAndSaysWhy()
    {
        MetricScore score = NeighbourGolden.Score("mifid", NeighbourGolden.Sets("self"));

        Assert.Equal(double.PositiveInfinity, score.Value);
        Assert.Contains("MIFID of copies is infinite", score.WhyNoInterval);
    }

    [Fact]
    public void Compute_FeaturesOfOppositeSigns_AreAsNearAsEqualOnes()
    {
        // |cos| takes no notice of the sign: each generated image is a reference image times -2.
        float[] features = [.. Lcg.Values(3, 60, 2, -1).Select(value => (float)value)];
        MetricScore score = NeighbourGolden.Score(
            "mifid", (NeighbourGolden.Of("real", 3, features), NeighbourGolden.Of("fake", 3, [.. features.Select(value => -2 * value)])));

        Assert.Equal(double.PositiveInfinity, score.Value);
    }
}
