using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Statistics.Copying;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class FeatureLikelihoodDivergenceTests
{
    [Theory]
    [InlineData("apart")]
    [InlineData("copies")]
    public void Mixture_GoldenSets_EqualsPyTorch(string name)
    {
        JsonElement expected = Golden.Load("metrics", "fld").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        FeatureMatrix training = LcgSets.Features(1, 60, 6, 4, -2);
        FeatureMatrix centres = name == "apart"
            ? LcgSets.Features(2, 40, 6, 4, -2)
            : new FeatureMatrix(6, [.. Enumerable.Range(0, 30).SelectMany(i => training.Row(2 * i).ToArray()).Select(value => (float)(value + 1e-4))]);
        CentreDistances distances = CentreDistances.Of(training, centres);

        SampleMixture mixture = SampleMixture.Fit(distances, 6);
        (double[] logLikelihoods, double[] without, _) = mixture.Evaluate(CentreDistances.Of(LcgSets.Features(3, 50, 6, 4, -2), centres));

        // Distances are float32 here. The copies lie at 1e-4, where rounding them to float32 moves their distance by a thousandth: it enters only variances
        // that are far too small to matter to other images.
        double tolerance = name == "apart" ? 1e-4 : 0.02;
        NumericAssert.Close(expected.GetProperty("test").Doubles(), logLikelihoods, tolerance);
        NumericAssert.Close(expected.GetProperty("without").Doubles(), without, tolerance);
        NumericAssert.Close(expected.GetProperty("train").GetDouble(), mixture.Evaluate(distances).LogLikelihoods.Average(), 5 * tolerance);

        // Distances that are not held are the same ones.
        Assert.Equal(mixture.Evaluate(distances).LogLikelihoods, mixture.Evaluate(CentreDistances.Passing(training, centres)).LogLikelihoods);
    }

    [Fact]
    public void Compute_MoreFaithfulImages_ScoreLower()
    {
        Xoshiro256 random = new(4);
        FeatureMatrix training = Normal(random, 200, 4);
        FeatureMatrix heldOut = Normal(random, 200, 4);
        double[] values = [.. ((double[])[0, 0.5, 1, 2]).Select(shift => Score(training, heldOut, Normal(new Xoshiro256(9), 200, 4, shift)).Value)];

        Assert.True(values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second), string.Join(", ", values));
    }

    [Fact]
    public void Compute_CopiesOfTheTraining_ScoreHigherThanNewImagesAndShowAGap()
    {
        Xoshiro256 random = new(5);
        FeatureMatrix training = Normal(random, 200, 4);
        FeatureMatrix heldOut = Normal(random, 200, 4);
        MetricScore fresh = Score(training, heldOut, Normal(random, 200, 4));
        double[] values = [.. ((int[])[50, 100, 200]).Select(copies => Score(training, heldOut, Mixed(training, Normal(new Xoshiro256(6), 200, 4), copies)).Value)];

        Assert.True(fresh.Value < values[0] && values[0] < values[1] && values[1] < values[2], $"{fresh.Value} of new images, of copies: {string.Join(", ", values)}");
        MetricScore memory = Score(training, heldOut, training);
        Assert.True(memory.Details["generalizationGap"] < fresh.Details["generalizationGap"] - 10, $"{memory.Details["generalizationGap"]}, {fresh.Details["generalizationGap"]}");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7)]
    public void StandardError_ManyDraws_IsTheirDeviation(double shift)
    {
        const int Repeats = 40;
        Xoshiro256 random = new(7);
        FeatureMatrix training = Normal(random, 120, 4);
        MetricScore[] scores = [.. Enumerable.Range(0, Repeats).Select(_ => Score(training, Normal(random, 90, 4), Normal(random, 100, 4, shift)))];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => Math.Pow(score.Value - mean, 2)) / (Repeats - 1));
        double error = Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value));

        // The deviation of 40 draws is known to 11 %, and the error does not refit the widths.
        Assert.InRange(error / deviation, 0.65, 1.5);
    }

    [Fact]
    public void Compute_ImagesThatOnlyTheGaussianAboutTheOriginExplains_SaysThatThereIsNoInterval()
    {
        // Standardised normal images of 64 features are a distance of √128 apart, √64 from the origin, whose Gaussian is their own law.
        Xoshiro256 random = new(8);
        MetricScore score = Score(Normal(random, 100, 64), Normal(random, 100, 64), Normal(random, 100, 64, 0.3));

        Assert.Null(score.Interval);
        Assert.InRange(score.Details["explained"], 0, 1);
        Assert.Contains("about the origin", score.WhyNoInterval, StringComparison.Ordinal);

        // What is left is the number of components: ln 101 of the score less ln 51 of the baseline. An image that a centre does explain moves it by a part in a hundred.
        NumericAssert.Close(100.0 / 64 * Math.Log(101.0 / 51), score.Value, 0.1);
    }

    [Fact]
    public void Evaluate_AllImagesAtTheOrigin_CountsThoseThatCentresExplain()
    {
        // Two centres at distance 0 of variance 0.001 / 2 explain all; at a distance of 100 none.
        FeatureMatrix images = new(2, new float[8]);
        (_, _, double near) = Mixture(new FeatureMatrix(2, new float[4]));
        (_, _, double far) = Mixture(new FeatureMatrix(2, [100, 0, 0, 100]));

        Assert.InRange(near, 3.99, 4);
        Assert.InRange(far, 0, 0.01);

        (double[], double[], double) Mixture(FeatureMatrix centres)
        {
            CentreDistances distances = CentreDistances.Of(images, centres);
            return SampleMixture.Fit(distances, 2).Evaluate(distances);
        }
    }

    private static FeatureMatrix Normal(Xoshiro256 random, int count, int dimension, double shift = 0) =>
        new(dimension, [.. Enumerable.Range(0, count * dimension).Select(_ => (float)(shift + random.NextGaussian()))]);

    private static FeatureMatrix Mixed(FeatureMatrix first, FeatureMatrix second, int count) =>
        new(first.Columns, [.. Enumerable.Range(0, (int)first.RowCount).SelectMany(row => (row < count ? first : second).Row(row).ToArray())]);

    private static MetricScore Score(FeatureMatrix training, FeatureMatrix heldOut, FeatureMatrix generated)
    {
        FeatureSet SetOf(FeatureMatrix features) => new(features, null, [], [], "", "", []);
        return SampleSets.Score("fld", SetStatistics.Of("training", SetOf(training), SetStatistics.Of("held out", SetOf(heldOut))), SetStatistics.Of("generated", SetOf(generated)));
    }
}
