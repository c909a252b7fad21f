using Fidelis.Metrics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class PairedScoreTests
{
    [Fact]
    public void Of_FourValues_IsTheMeanWithTheIntervalOfStudent()
    {
        MetricScore score = Score("mse", 30, 10, 40, 20);

        // Deviation 10 sqrt(5 / 3); the quantile 0.975 of three degrees of freedom is 3.182446305284263 in every table.
        NumericAssert.Close([25, 25, 10, 40, 12.909944487358056], [score.Value, .. score.Details.Values], absolute: 1e-13);
        NumericAssert.Close(6.454972243679028, score.StandardError!.Value, absolute: 1e-13);
        NumericAssert.Close(
            [25 - (3.182446305284263 * 6.454972243679028), 25 + (3.182446305284263 * 6.454972243679028)], [score.Interval!.Value.Lower, score.Interval.Value.Upper], absolute: 1e-11);
        Assert.Equal("student-t", score.IntervalMethod);
        Assert.Null(score.WhyNoInterval);
    }

    [Fact]
    public void Of_ValuesInAnotherOrder_HasTheSameDigits()
    {
        double[] values = Lcg.Values(3, 101);

        Assert.Equal(Score("ssim", values).Value, Score("ssim", [.. values.Reverse()]).Value);
        Assert.Equal(Score("ssim", values).Interval, Score("ssim", [.. values.Reverse()]).Interval);
    }

    [Fact]
    public void Of_IntervalsBeyondTheRange_EndWithIt()
    {
        Assert.Equal(1, Score("ssim", 0.9, 1, 1).Interval!.Value.Upper);
        Assert.Equal(0, Score("mse", 0, 0, 9).Interval!.Value.Lower);
        Assert.Equal(new ScoreInterval(1, 1), Score("ssim", 1, 1, 1).Interval);
    }

    [Fact]
    public void Of_OnePair_SaysWhyThereIsNoError()
    {
        MetricScore score = Score("ssim", 0.75);

        Assert.Equal(0.75, score.Value);
        Assert.Null(score.StandardError);
        Assert.Null(score.Interval);
        Assert.Equal("The error of ssim is unknown: one pair does not tell how pairs scatter.", score.WhyNoInterval);
        Assert.DoesNotContain("std", score.Details.Keys);
    }

    [Fact]
    public void Of_AnInfiniteValue_IsInfiniteAndSaysWhyThereIsNoError()
    {
        MetricScore score = Score("psnr", 30, double.PositiveInfinity, 40);

        Assert.Equal(double.PositiveInfinity, score.Value);
        Assert.Equal(40, score.Details["median"]);
        Assert.Null(score.Interval);
        Assert.Equal("The error of psnr is unknown: 1 of 3 pairs are infinite, and so is the mean.", score.WhyNoInterval);
    }

    [Fact]
    public void Of_SimulatedPairs_CoversTheExpectedValueAsOftenAsItSays()
    {
        const int Runs = 4000;
        int covered = 0;
        double[] draws = Lcg.Values(11, Runs * 5 * 12);
        for (int run = 0; run < Runs; run++)
        {
            // Twelve uniform draws make a normal one to the third moment: here of mean 600 and deviation 100.
            double[] values = [.. Enumerable.Range(0, 5).Select(i => 100 * draws.AsSpan(((run * 5) + i) * 12, 12).ToArray().Sum())];
            ScoreInterval interval = Score("mse", values).Interval!.Value;
            covered += interval.Lower <= 600 && 600 <= interval.Upper ? 1 : 0;
        }

        // 95 % within four standard errors of 4,000 runs, sqrt(0.95 * 0.05 / 4000) = 0.0034; with five pairs the normal quantile would cover 88 %.
        Assert.InRange((double)covered / Runs, 0.95 - 0.014, 0.95 + 0.014);
    }

    private static MetricScore Score(string id, params double[] values) =>
        PairedScore.Of((IPairedMetric)MetricCatalog.Find(id)!, new PairedValues(values, [.. values.Select(_ => (9, 9))], 0), PairedFindings.None);
}
