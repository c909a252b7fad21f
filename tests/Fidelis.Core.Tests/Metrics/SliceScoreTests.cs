using System.Text.Json;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class SliceScoreTests
{
    [Fact]
    public void Compute_OneFeature_IsTheTransportOfNumbersInAnyDirection()
    {
        foreach (JsonElement golden in Golden.Load("metrics", "curves").GetProperty("transport").EnumerateArray())
        {
            int[] counts = golden.GetProperty("counts").Integers();
            SetStatistics reference = LcgSets.Of(1, counts[0], 1, 2, 0.3);
            SetStatistics generated = LcgSets.Of(2, counts[1], 1);
            double expected = golden.GetProperty("value").GetDouble();

            // A direction in one dimension is 1 or -1, and the products are exact.
            NumericAssert.Close(3 * expected, Compute("mind", reference, generated).Value, 0, 1e-13);
            NumericAssert.Close(Math.Sqrt(expected), Compute("sliced-wasserstein", reference, generated).Value, 0, 1e-13);
            NumericAssert.Close(0, Compute("mind", reference, generated).Details["directionError"], 1e-13);
        }
    }

    [Fact]
    public void Compute_AShift_IsItsMeanOverDirections()
    {
        // Every projection moves by uᵀδ, whose mean square is |δ|² / d = 4 / 8.
        FeatureMatrix features = LcgSets.Features(1, 60, 8);
        float[] shifted = [.. Enumerable.Range(0, 480).Select(i => features.Chunk(0)[i] + (i % 8 == 3 ? 2f : 0))];
        MetricScore mind = Compute("mind", LcgSets.Of(features), LcgSets.Of(new FeatureMatrix(8, shifted)));

        // The mean over 1,000 directions scatters by 4 % of itself. MIND is 3 d times it, here 12.
        NumericAssert.Close(12, mind.Value, 4 * mind.Details["directionError"]);
        Assert.InRange(mind.Details["directionError"], 0.3, 0.8);
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(40, 70)]
    public void Compute_ManyPairs_HaveTheErrorThatTheyScatterBy(int n1, int n2)
    {
        const int Pairs = 100;
        Xoshiro256 random = new(9);
        MetricScore[] scores = [.. Enumerable.Range(0, Pairs).Select(pair => Compute("sliced-wasserstein", Normal(random, n1, 0, 1), Normal(random, n2, 0.8, 1.5), ("projections", "200")))];

        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => (score.Value - mean) * (score.Value - mean)) / (Pairs - 1));

        // A deviation of 100 values is known to 7 %.
        Assert.InRange(scores.Average(score => score.StandardError!.Value) / deviation, 0.75, 1.3);
    }

    private static SetStatistics Normal(Xoshiro256 random, int count, double shift, double scale) =>
        LcgSets.Of(new FeatureMatrix(3, [.. Enumerable.Range(0, count * 3).Select(_ => (float)(shift + (scale * random.NextGaussian())))]));

    private static MetricScore Compute(string id, SetStatistics reference, SetStatistics generated, params (string Name, string Value)[] settings) =>
        ((ISetMetric)MetricCatalog.Find(id)!).Compute(reference, generated, new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
}
