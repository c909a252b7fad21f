using System.Text.Json;
using Fidelis.Metrics;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>The metrics that see copies: authenticity and the nearest-neighbour test.</summary>
public sealed class CopyMetricTests
{
    public static TheoryData<string> Names => NeighbourGolden.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_GoldenSets_EqualNumPy(string name)
    {
        JsonElement expected = NeighbourGolden.Case(name);
        (SetStatistics, SetStatistics) sets = NeighbourGolden.Sets(name);
        MetricScore test = NeighbourGolden.Score("one-nn", sets);

        // Shares of counts.
        NumericAssert.Close(expected.GetProperty("authpct").GetDouble(), NeighbourGolden.Score("authpct", sets).Value, 0, 1e-14);
        NumericAssert.Close(expected.GetProperty("oneNn").GetProperty("value").GetDouble(), test.Value, 0, 1e-14);
        NumericAssert.Close(expected.GetProperty("oneNn").GetProperty("reference").GetDouble(), test.Details["referenceAccuracy"], 0, 1e-14);
        NumericAssert.Close(expected.GetProperty("oneNn").GetProperty("generated").GetDouble(), test.Details["generatedAccuracy"], 0, 1e-14);
    }

    [Fact]
    public void Compute_EveryImageCopied_IsAtTheBottom()
    {
        (SetStatistics, SetStatistics) sets = NeighbourGolden.Sets("self");

        Assert.Equal(0, NeighbourGolden.Score("authpct", sets).Value);
        MetricScore test = NeighbourGolden.Score("one-nn", sets);
        Assert.Equal(0, test.Value);
        Assert.InRange(test.Details["referencePValue"], 0, 1e-80);
    }

    [Fact]
    public void OneNn_SetsFarApart_TellsEveryImage()
    {
        MetricScore score = NeighbourGolden.Score("one-nn", (NeighbourGolden.Of("a", 1, 1, 2, 3, 4), NeighbourGolden.Of("b", 1, 101, 102, 103, 104)));

        Assert.Equal(1, score.Value);
        NumericAssert.Close(3.0 / 7, score.Details["referenceChance"], 1e-15);

        // All four right at 3/7 each, and as far out on the other side.
        NumericAssert.Close(2 * Math.Pow(3.0 / 7, 4), score.Details["referencePValue"], 0, 1e-13);
    }

    [Fact]
    public void OneNn_EqualDistancesToBothSets_CountOneHalf()
    {
        // 1 lies between 0 (real) and 2 (fake); 0 and 2 are nearest to 1 (real).
        MetricScore score = NeighbourGolden.Score("one-nn", (NeighbourGolden.Of("a", 1, 0, 1, 10), NeighbourGolden.Of("b", 1, 2, 20, 21)));

        NumericAssert.Close((1 + 0.5 + 0) / 3, score.Details["referenceAccuracy"], 1e-15);
        NumericAssert.Close(2.0 / 3, score.Details["generatedAccuracy"], 1e-15);
    }
}
