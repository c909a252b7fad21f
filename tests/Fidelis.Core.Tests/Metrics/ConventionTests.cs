using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.LinearAlgebra;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Statistics.Extrapolation;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>Metrics of sets as peers define them otherwise, against those definitions in NumPy (reference/scripts/conventions.py).</summary>
public sealed class ConventionTests
{
    private static readonly JsonElement Expected = Golden.Load("metrics", "conventions");
    private static readonly SetStatistics Few = LcgSets.Of(3, 40, 8, 0.9, 0.2, "few");
    private static readonly SetStatistics Many = LcgSets.Of(4, 90, 8, name: "many");

    [Fact]
    public void Fid_OfStyleGan2Ada_HasCovariancesOfDenominatorN()
    {
        JsonElement expected = Expected.GetProperty("stylegan2Ada");

        // Features are the same float32 numbers on both sides.
        NumericAssert.Close(expected.GetProperty("unequal").GetDouble(), Fid(Few, Many).Value, 0, 1e-11);
        NumericAssert.Close(expected.GetProperty("equal").GetDouble(), Fid(LcgSets.Of(1, 300, 8), LcgSets.Of(2, 300, 8, 1.1, 0.05)).Value, 0, 1e-11);
        NumericAssert.Close(expected.GetProperty("fewerThanFeatures").GetDouble(), Fid(LcgSets.Of(1, 5, 8), LcgSets.Of(2, 6, 8, 1.1, 0.05)).Value, 0, 1e-11);

        // A set against itself: rounding of traces below 1.
        NumericAssert.Close(0, Fid(Few, Few).Value, 1e-13);
    }

    [Fact]
    public void Fid_OfStyleGan2Ada_ManyPairsOfOneLaw_ScatterAboutItsFloorWithItsError()
    {
        const int Pairs = 300;
        Xoshiro256 random = new(4);
        double mean = 0;
        double floor = 0;
        for (int pair = 0; pair < Pairs; pair++)
        {
            MetricScore score = Fid(Normal(random, 40), Normal(random, 400));
            mean += score.Value / Pairs;
            floor += score.Floor!.Value / Pairs;
            Assert.Equal(score.Value - score.Floor.Value, score.Details["aboveFloor"], 1e-12);
        }

        // The floor is right to first order: at n of 10 d of the smaller set within some percent, which 300 pairs leave too.
        NumericAssert.Close(mean, floor, 0, 0.12);
    }

    [Fact]
    public void Fid_OfStyleGan2Ada_WithoutTheNumberOfImages_IsRefused()
    {
        SetStatistics file = SetStatistics.Of("file", FeatureStatistics.Of(Few.Set!) with { Count = null });

        Assert.StartsWith("Covariances with the denominator n need the number of images, but 'file'", Assert.Throws<InputException>(() => Fid(file, Many)).Message);
    }

    [Fact]
    public void Kid_OfTfGan_IsTheMeanOverItsBlocks()
    {
        JsonElement one = Expected.GetProperty("tfGan").GetProperty("one");
        JsonElement three = Expected.GetProperty("tfGan").GetProperty("three");
        MetricScore small = Kid(Few, Many);
        MetricScore large = Kid(LcgSets.Of(5, 2051, 4), LcgSets.Of(6, 1500, 4, 1.1, 0.05));

        // Products are float32.
        NumericAssert.Close(one.GetProperty("mean").GetDouble(), small.Value, 1e-7);
        NumericAssert.Close(three.GetProperty("mean").GetDouble(), large.Value, 1e-7);
        NumericAssert.Close(three.GetProperty("error").GetDouble(), large.Details["errorOfBlocks"], 1e-7);
        Assert.Equal(3, large.Details["blocks"]);

        // One block is the estimate from all images.
        MetricScore all = Compute("kid", Few, Many, ("subset-size", "all"));
        Assert.Equal((all.Value, all.StandardError, all.Interval), (small.Value, small.StandardError, small.Interval));

        // Of three blocks the scatter knows the error to a factor of some 2.
        Assert.InRange(large.StandardError!.Value / large.Details["errorOfBlocks"], 0.4, 2.5);
    }

    [Fact]
    public void Kid_OfTfGanWithHardlyAnyImageInABlock_IsRefused() => Assert.Contains(
        "in the 3 blocks of TF-GAN needs 2 images", Assert.Throws<InputException>(() => Kid(LcgSets.Of(5, 2051, 4), LcgSets.Of(6, 5, 4))).Message);

    [Theory]
    [InlineData("wide", "10", "1000")]
    [InlineData("narrow", "0.25", "1")]
    public void Mmd_OfGretton_IsUnbiased(string golden, string sigma, string scale)
    {
        (string, string)[] settings = [("sigma", sigma), ("scale", scale)];
        MetricScore score = Compute("mmd-rbf", Few, Many, [.. settings, ("convention", "gretton")]);
        MetricScore biased = Compute("mmd-rbf", Few, Many, settings);

        // As for CMMD's: cosines of float32 products.
        NumericAssert.Close(Expected.GetProperty("gretton").GetProperty(golden).GetDouble(), score.Value, 1e-7);
        Assert.Equal((biased.Details["unbiased"], biased.Value), (score.Value, score.Details["biased"]));
        Assert.Equal(biased.StandardError, score.StandardError);
        Assert.Null(score.Floor);
        NumericAssert.Close(biased.Interval!.Value.Upper - biased.Value, score.Interval!.Value.Upper - score.Value, 0, 1e-12);
    }

    [Fact]
    public void InceptionScore_OfTorchmetrics_TakesChunksAndTheirDeviation()
    {
        Matrix logits = new(200, 5, Lcg.Values(5, 1000, 6));
        for (int row = 0; row < 200; row++)
        {
            double sum = logits.Row(row).ToArray().Sum(Math.Exp);
            foreach (ref double value in logits.Row(row))
            {
                value = Math.Exp(value) / sum;
            }
        }

        foreach (JsonElement expected in Expected.GetProperty("torchmetrics").EnumerateArray())
        {
            InceptionScoreOptions options = new() { Convention = InceptionScoreConvention.TorchMetrics, Splits = expected.GetProperty("splits").GetInt32(), ShuffleSeed = null };
            MetricScore score = InceptionScore.Compute("set", SampleRows.Of(logits), options);

            // float64 throughout: sums of 1,000 terms of size 1.
            NumericAssert.Close(expected.GetProperty("mean").GetDouble(), score.Value, 0, 1e-12);
            NumericAssert.Close(expected.GetProperty("std").GetDouble(), score.Details["std"], 1e-12);

            MetricScore shuffled = InceptionScore.Compute("set", SampleRows.Of(logits), options with { ShuffleSeed = 2020 });
            Assert.Equal("splits", shuffled.IntervalMethod);
            Assert.InRange(score.StandardError!.Value / shuffled.StandardError!.Value, 0.3, 3);
        }
    }

    [Fact]
    public void SubsetSizes_Published_AreThoseOfLinspace()
    {
        foreach (JsonElement expected in Expected.GetProperty("linspace").EnumerateArray())
        {
            int count = expected.GetProperty("count").GetInt32();
            int smallest = expected.GetProperty("smallest").GetInt32();
            SubsetSizes sizes = new SubsetSizes(15, 0.5, 1).As(smallest == 5000 ? ExtrapolationConvention.Chong : ExtrapolationConvention.DgmEval, Few, count);

            Assert.Equal(smallest, sizes.SmallestCount);
            Assert.Equal(expected.GetProperty("sizes").Integers(), Enumerable.Range(0, 15).Select(point => sizes.At(point, count)));
        }
    }

    [Theory]
    [InlineData("fid-infinity")]
    [InlineData("is-infinity")]
    public void Infinity_AsPublishedOfFewImages_IsRefused(string id)
    {
        FeatureSet set = new(LcgSets.Features(1, 60, 3), new FeatureMatrix(2, [.. Enumerable.Repeat(0.5f, 120)]), [], [], "", "", []);
        SetStatistics few = SetStatistics.Of("few", set);

        Assert.Contains("begins with subsets of 5000 images and needs more than that, but 'few' has 60", Assert.Throws<InputException>(() => Compute(id, few, few, ("convention", "chong"))).Message);
    }

    private static MetricScore Fid(SetStatistics reference, SetStatistics generated) => Compute("fid", reference, generated, ("convention", "stylegan2-ada"));

    private static MetricScore Kid(SetStatistics reference, SetStatistics generated) => Compute("kid", reference, generated, ("convention", "tf-gan"));

    private static SetStatistics Normal(Xoshiro256 random, int count) =>
        LcgSets.Of(new FeatureMatrix(4, [.. Enumerable.Range(0, count * 4).Select(_ => (float)random.NextGaussian())]));

    private static MetricScore Compute(string id, SetStatistics reference, SetStatistics generated, params (string Name, string Value)[] settings) =>
        ((ISetMetric)MetricCatalog.Find(id)!).Compute(reference, generated, new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
}
