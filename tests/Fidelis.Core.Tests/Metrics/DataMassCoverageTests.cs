using System.Globalization;
using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Distributions;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class DataMassCoverageTests
{
    [Fact]
    public void Compute_GoldenSets_EqualsScikitLearn()
    {
        JsonElement expected = Golden.Load("metrics", "coverage-c");
        FeatureMatrix real = LcgSets.Features(1, 150, 3);
        FeatureMatrix fake = LcgSets.Features(2, 120, 3, 0.7, 0.1);
        foreach (JsonElement entry in expected.GetProperty("cases").EnumerateArray())
        {
            MetricScore score = Score(real, fake, ("width", entry.GetProperty("width").GetDouble()), ("mass", entry.GetProperty("mass").GetDouble()));

            // Shares of counts; no density lies within the rounding of distances to float32 of the level.
            NumericAssert.Close(entry.GetProperty("value").GetDouble(), score.Value, 1e-14);
        }

        // The likelihood is flat at its top: rounding of distances to 6e-8 moves the width by the root of that.
        MetricScore likeliest = Score(real, fake);
        NumericAssert.Close(expected.GetProperty("likeliest").GetDouble(), likeliest.Details["width"], 0, 2e-4);
        NumericAssert.Close(expected.GetProperty("value").GetDouble(), likeliest.Value, 1e-14);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1.5, 1.0)]
    [InlineData(0.0, 2.0)]
    public void Compute_NormalLaws_IsTheirClosedForm(double shift, double scale)
    {
        // The level of N(0, 1) that holds 95 % is at 1.96: C = P(|x| < 1.96) for x of N(shift, scale²).
        Xoshiro256 random = new(2);
        FeatureMatrix real = new(1, [.. Enumerable.Range(0, 1500).Select(_ => (float)(shift + (scale * random.NextGaussian())))]);
        FeatureMatrix fake = new(1, [.. Enumerable.Range(0, 800).Select(_ => (float)random.NextGaussian())]);
        double expected = NormalDistribution.Cdf((1.96 - shift) / scale) - NormalDistribution.Cdf((-1.96 - shift) / scale);

        MetricScore score = Score(real, fake);

        // Four errors of the shares, and the smoothing of the kernel, which widens a law of deviation 1 by some 5 %.
        Assert.InRange(score.Value, expected - (4 * score.StandardError!.Value) - 0.02, expected + (4 * score.StandardError.Value) + 0.02);
    }

    [Fact]
    public void Compute_AMissingKind_LosesItsShare()
    {
        // The generated set lacks one of four equal blobs.
        Xoshiro256 random = new(3);
        FeatureMatrix Blobs(int count, int kinds) => new(2, [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, 2).Select(j => (float)((20 * (i % kinds)) + random.NextGaussian())))]);

        // 0.75 * 0.95, with the errors of 600 and 450 images.
        Assert.InRange(Score(Blobs(600, 4), Blobs(450, 3)).Value, 0.68, 0.75);
    }

    [Fact]
    public void Compute_DuplicatesInTheGeneratedSet_DoNotNarrowTheKernel()
    {
        FeatureMatrix fake = LcgSets.Features(2, 120, 3);
        FeatureMatrix twice = fake.Select([.. Enumerable.Range(0, 240).Select(i => (long)(i / 2))]);

        // Every image twice has the same likeliest width as once; golden sections end within 1e-8, the sums round in other orders.
        NumericAssert.Close(Score(fake, fake).Details["width"], Score(fake, twice).Details["width"], 0, 1e-4);
        Assert.Contains("coverage-c.width", Assert.Throws<InputException>(() => Score(fake, fake.Select([0, 0, 0, 0]))).Message);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.8)]
    public void StandardError_ManyDraws_IsTheirDeviation(double shift)
    {
        const int Repeats = 60;
        Xoshiro256 random = new(5);
        FeatureMatrix Draw(int count, double move) => new(2, [.. Enumerable.Range(0, count * 2).Select(_ => (float)(move + random.NextGaussian()))]);
        MetricScore[] scores = [.. Enumerable.Range(0, Repeats).Select(_ => Score(Draw(160, shift), Draw(200, 0), ("width", 0.4)))];
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => Math.Pow(score.Value - mean, 2)) / (Repeats - 1));
        double error = Math.Sqrt(scores.Average(score => score.StandardError!.Value * score.StandardError.Value));

        // The deviation of 60 draws is known to 9 %, and the quantile of 200 is that of 10 images.
        Assert.InRange(error / deviation, 0.65, 1.5);
    }

    private static MetricScore Score(FeatureMatrix real, FeatureMatrix fake, params (string Name, double Value)[] settings) => SampleSets.Score(
        "coverage-c",
        LcgSets.Of(real, "real"),
        LcgSets.Of(fake, "fake"),
        new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value.ToString(CultureInfo.InvariantCulture))));
}
