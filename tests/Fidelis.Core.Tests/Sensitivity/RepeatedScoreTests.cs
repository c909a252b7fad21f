using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Sensitivity;
using Fidelis.Testing;

namespace Fidelis.Tests.Sensitivity;

public sealed class RepeatedScoreTests
{
    [Fact]
    public void Of_Repeats_GivesMeansSpreadAndTheRatioOfTheMeans()
    {
        MetricResult joined = Assert.Single(RepeatedScore.Of([[Result(2, 1)], [Result(4, 3)], [Result(9, 2)]]));

        Assert.Equal(5, joined.Score!.Value);
        Assert.Equal(2, joined.Score.Floor);
        Assert.Equal(2.5, joined.Score.Details["floorRatio"]);
        Assert.Equal(3, joined.Score.Details["repeats"]);

        // Squares of -3, -1 and 4 sum to 26, over n - 1 = 2; one root rounds once.
        NumericAssert.Close(Math.Sqrt(13), joined.Score.Details["std"], 1e-15);
        Assert.Equal(0.5, joined.Score.Details["singleError"]);
        Assert.Null(joined.Score.Interval);
        Assert.NotNull(joined.Score.WhyNoInterval);
        Assert.Equal(3, joined.Seconds);
    }

    [Fact]
    public void Of_OneRepeat_IsTheScoreItself() => Assert.Same(Once, RepeatedScore.Of([Once]));

    [Fact]
    public void Of_ARepeatWithoutScore_IsWithoutScore()
    {
        MetricResult failed = Result(1, 1) with { Score = null, Error = "Too few." };

        Assert.Equal("Too few.", Assert.Single(RepeatedScore.Of([Once, [failed]])).Error);
    }

    private static readonly IReadOnlyList<MetricResult> Once = [Result(2, 1)];

    private static MetricResult Result(double value, double floor) => new(
        "fid",
        new MetricScore(value) { StandardError = 0.5, Interval = new ScoreInterval(0, 9), IntervalMethod = "influence", Floor = floor, FloorMethod = "moments", Details = new Dictionary<string, double> { ["floorRatio"] = value / floor } },
        null,
        10,
        10,
        [],
        1);
}
