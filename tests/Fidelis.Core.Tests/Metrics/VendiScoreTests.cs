using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class VendiScoreTests
{
    [Theory]
    [InlineData("1", 2.4933693142287)]
    [InlineData("2", 1.60137914406586)]
    [InlineData("inf", 1.27364737385247)]
    public void Compute_GoldenFeatures_EqualsTheLiterature(string order, double expected) =>
        // The golden values are of features in float64; rounding to float32 moves them by some 6e-8 of themselves.
        NumericAssert.Close(expected, Compute(LcgSets.Of(1, 50, 8), order).Value, 0, 1e-7);

    [Theory]
    [InlineData("tall", 1u, 50, 8)]
    [InlineData("wide", 7u, 12, 30)]
    public void Compute_EveryOrderByEitherRoute_EqualsNumPyAndItsJackknife(string name, uint seed, int count, int dimension)
    {
        foreach (JsonElement golden in Golden.Load("metrics", "vendi").GetProperty(name).EnumerateArray())
        {
            MetricScore score = Compute(LcgSets.Of(seed, count, dimension), golden.GetProperty("order").GetString()!);

            // float64 throughout on the same float32 features; the smallest eigenvalues decide at order 0.1.
            NumericAssert.Close(golden.GetProperty("value").GetDouble(), score.Value, 0, 1e-11);

            // The second order of what the jackknife does. Of 12 images in 30 dimensions, leaving out one takes a dimension away, which orders below 1
            // feel most and no series about the whole knows.
            double jackknife = golden.GetProperty("jackknife").GetDouble();
            if (name == "tall" || score.Value < 3)
            {
                Assert.InRange(score.StandardError!.Value, (name == "tall" ? 0.85 : 0.6) * jackknife, 1.15 * jackknife);
            }
        }
    }

    [Fact]
    public void Compute_OrthogonalImages_IsTheirNumberWhateverTheOrder()
    {
        float[] features = new float[36];
        for (int i = 0; i < 6; i++)
        {
            features[(i * 6) + i] = i + 1;
        }

        foreach (string order in (string[])["0.1", "1", "2", "inf"])
        {
            NumericAssert.Close(6, Compute(LcgSets.Of(new FeatureMatrix(6, features)), order).Value, 0, 1e-13);
        }
    }

    [Fact]
    public void Compute_CopiesOfTwoImagesInUnequalShares_IsTheEffectiveNumberOfTwo()
    {
        // Three of four images are the same: eigenvalues 3/4 and 1/4.
        SetStatistics set = LcgSets.Of(new FeatureMatrix(2, [1, 0, 2, 0, 0.5f, 0, 0, 3]));

        NumericAssert.Close(Math.Exp((-0.75 * Math.Log(0.75)) - (0.25 * Math.Log(0.25))), Compute(set, "1").Value, 0, 1e-14);
        NumericAssert.Close(1 / (0.5625 + 0.0625), Compute(set, "2").Value, 0, 1e-14);
        NumericAssert.Close(4.0 / 3, Compute(set, "inf").Value, 0, 1e-14);
        Assert.Equal(2, Compute(set, "1").Details["rank"]);
    }

    [Fact]
    public void Compute_CopiesOfOneImage_IsOneWithoutError()
    {
        MetricScore score = Compute(LcgSets.Of(new FeatureMatrix(2, [1, 2, 2, 4, 3, 6])), "1");

        NumericAssert.Close(1, score.Value, 1e-14);
        NumericAssert.Close(0, score.StandardError!.Value, 1e-14);
    }

    [Fact]
    public void Compute_AnImageOfZeros_IsRefused()
    {
        InputException e = Assert.Throws<InputException>(() => Compute(LcgSets.Of(new FeatureMatrix(2, [1, 2, 0, 0, 3, 6]), "fake"), "1"));

        Assert.Equal(
            "The Vendi Score compares the directions of features, but all features of image 1 of 'fake' are zero: take the image out, or choose another layer.",
            e.Message);
    }

    private static MetricScore Compute(SetStatistics set, string order) =>
        new VendiScore().Compute(set, set, new MetricSettings(new Dictionary<string, string> { ["order"] = order }));
}
