using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Statistics;
using Fidelis.Testing;
using Fidelis.Tests.Metrics;
using Fidelis.Tests.Statistics;

namespace Fidelis.Tests.Evaluation.Floors;

public sealed class FloorMeterTests
{
    [Theory]
    [InlineData(452, 320, 265, 187)]
    [InlineData(100, 100, 50, 50)]
    [InlineData(10, 1_000_000, 1, 9)]
    [InlineData(1000, 1, 999, 1)]
    public void Division_AnySizes_UsesAllImagesInTheirRatio(int reference, int generated, int first, int second)
    {
        Division division = Division.Of(reference, generated);

        Assert.Equal((first, second), (division.ReferenceCount, division.GeneratedCount));
        NumericAssert.Close((double)reference / (reference + generated), division.Scale, 1e-15);
    }

    [Theory]
    [InlineData("fid")]
    [InlineData("ifid")]
    public void Part_OfASet_IsScoredAsTheSameImagesAreButWithoutAFloor(string id)
    {
        FeatureSet images = Draw(1, 60) with { Labels = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a" : "b")] };
        SetStatistics whole = SetStatistics.Of("whole", images);
        SetStatistics other = SetStatistics.Of("other", Draw(2, 60) with { Labels = images.Labels });
        ISetMetric metric = (ISetMetric)MetricCatalog.Find(id)!;

        MetricScore ofPart = metric.Compute(whole.Part("part", images), other, MetricSettings.Default);

        Assert.Equal(metric.Compute(whole, other, MetricSettings.Default).Value, ofPart.Value);
        Assert.Null(ofPart.Floor);
        Assert.DoesNotContain(ofPart.Details.Keys, name => name.Contains("loor", StringComparison.Ordinal));
    }

    // The laws' floors are known: ½(1/n₁ + 1/n₂) C for FID, the excess of the diagonal for the V-statistic, zero for the U-statistic.
    [Theory]
    [InlineData("fid")]
    [InlineData("mmd-rbf")]
    [InlineData("kid")]
    [InlineData("mind")]
    [InlineData("sliced-wasserstein")]
    public void Apply_ManyReferencesOfOneLaw_HasTheMeanAndSpreadOfIndependentSets(string id)
    {
        const int Pools = 24;
        const int Pairs = 300;
        MetricSettings settings = new(id switch
        {
            "kid" => new Dictionary<string, string> { ["subset-size"] = "all" },
            "mind" or "sliced-wasserstein" => new Dictionary<string, string> { ["projections"] = "50" },
            _ => [],
        });
        double[] truth = [.. Enumerable.Range(0, Pairs).Select(i => Value(id, settings, Draw(2 * i, 120), Draw((2 * i) + 1, 80)))];
        double mean = truth.Average();
        double deviation = Math.Sqrt(truth.Sum(value => (value - mean) * (value - mean)) / (Pairs - 1));
        MetricResult[] measured = [.. Enumerable.Range(0, Pools).Select(i => Measure(id, Draw(5000 + i, 120), 80, settings: settings))];
        double floor = measured.Average(result => result.Score!.Floor!.Value);
        double spread = measured.Average(result => result.Score!.Details["floorStd"]);

        // The mean of 300 scores has 6 % of their deviation as its error, that of 24 floors of 20 divisions each at most 10 %; four of both. At n = 15 d the
        // terms of second order are below 1 %.
        Assert.InRange(Math.Abs(floor - mean), 0, (0.47 * deviation) + (0.01 * Math.Abs(mean)));

        // A deviation of 300 is known to 4 %; 20 divisions of the same images vary as independent sets but for what they share.
        Assert.InRange(spread / deviation, 0.75, 1.25);
    }

    [Fact]
    public void Apply_TwoLaws_GivesRatioAndDistanceToTheFloorAndKeepsThePrediction()
    {
        FeatureSet reference = SampleSets.Draw(1, 200, 6);
        MetricScore plain = Score("fid", MetricSettings.Default, reference, SampleSets.Draw(2, 100, 6, 0.3));

        MetricScore score = Measure("fid", reference, 100, plain).Score!;

        Assert.Equal("measured", score.FloorMethod);
        Assert.Equal(plain.Floor, score.Details["floorPredicted"]);
        Assert.Equal((20.0, 133.0, 67.0), (score.Details["floorDivisions"], score.Details["floorReferenceImages"], score.Details["floorGeneratedImages"]));
        NumericAssert.Close(score.Value / score.Floor!.Value, score.Details["floorRatio"], 0, 1e-15);
        NumericAssert.Close(score.Value - score.Floor.Value, score.Details["aboveFloor"], 0, 1e-15);
        Assert.Equal((plain.Value, plain.Interval), (score.Value, score.Interval));
    }

    [Fact]
    public void Apply_SharesThatKnowNoLaw_AreAsTheyWereMeasured()
    {
        MetricResult result = Measure("precision", SampleSets.Draw(1, 200, 6), 200);

        Assert.InRange(result.Score!.Floor!.Value, 0.7, 1);
        Assert.Contains("floorRatio", result.Score.Details.Keys);
    }

    [Fact]
    public void Apply_Seeds_DecideTheDivisionsAlone()
    {
        FeatureSet reference = SampleSets.Draw(1, 60, 4);

        Assert.Equal(Measure("fid", reference, 60).Score!.Floor, Measure("fid", reference, 60).Score!.Floor);
        Assert.NotEqual(Measure("fid", reference, 60).Score!.Floor, Measure("fid", reference, 60, seed: 2).Score!.Floor);
    }

    [Fact]
    public void Apply_WhatHasNoFloor_StaysOrSaysWhy()
    {
        FeatureSet set = SampleSets.Draw(1, 60, 4);
        MetricResult score = new("is", Score("is", MetricSettings.Default, set, set), null, null, 60, [], 0);
        Assert.Same(score, Meter("is").Apply(score, SampleSets.Of(set)));

        MetricResult unknown = new("fid", Score("fid", MetricSettings.Default, set, set), null, 60, null, [], 0);
        Assert.Contains("which their file does not say", Meter("fid").Apply(unknown, SampleSets.Of(set)).FloorError);

        MetricResult small = Measure("fid", SampleSets.Draw(1, 3, 4), 3);
        Assert.Contains("'1 images of set'", small.FloorError);
        Assert.Equal("moments", small.Score!.FloorMethod);
    }

    [Fact]
    public void Apply_Cancelled_Ends()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        FeatureSet set = SampleSets.Draw(1, 60, 4);
        FloorMeter meter = new([KeyValuePair.Create<IMetric, MetricSettings>(Metric("fid"), MetricSettings.Default)], 1, cancelled.Token);

        Assert.ThrowsAny<OperationCanceledException>(() => meter.Apply(new MetricResult("fid", Score("fid", MetricSettings.Default, set, set), null, 60, 60, [], 0), SampleSets.Of(set)));
    }

    /// <summary>Draws rows of one normal law. <see cref="SampleSets"/> would give each set equal shares of classes, which independent sets do not have.</summary>
    private static FeatureSet Draw(int seed, int count) =>
        FloorCalibration.Set(GaussianSamples.Draw(seed, count, FrechetCalibration.Spectrum("harmonic", 8), 1, 1));

    private static ISetMetric Metric(string id) => (ISetMetric)MetricCatalog.Find(id)!;

    private static FloorMeter Meter(string id, ulong seed = 1, MetricSettings? settings = null) =>
        new([KeyValuePair.Create<IMetric, MetricSettings>(Metric(id), settings ?? MetricSettings.Default)], seed, TestContext.Current.CancellationToken);

    private static MetricResult Measure(string id, FeatureSet reference, long generatedCount, MetricScore? score = null, ulong seed = 1, MetricSettings? settings = null)
    {
        SetStatistics statistics = SampleSets.Of(reference);
        score ??= Score(id, settings ?? MetricSettings.Default, reference, reference);
        return Meter(id, seed, settings).Apply(new MetricResult(id, score, null, reference.Count, generatedCount, [], 0), statistics);
    }

    private static double Value(string id, MetricSettings settings, FeatureSet reference, FeatureSet generated) => Score(id, settings, reference, generated).Value;

    private static MetricScore Score(string id, MetricSettings settings, FeatureSet reference, FeatureSet generated) =>
        Metric(id).Compute(SampleSets.Of(reference, "real"), SampleSets.Of(generated, "fake"), settings);
}
