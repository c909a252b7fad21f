using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class ClusterScoreTests
{
    [Fact]
    public void Compute_ASetAgainstItself_IsOne()
    {
        SetStatistics set = LcgSets.Of(1, 80, 4);

        // F_8 and F_1/8 of equal histograms are 1 up to the guard of 1e-10 in the quotient.
        NumericAssert.Close(1, Compute("prd-f8-recall", set, set).Value, 1e-9);
        NumericAssert.Close(1, Compute("prd-f8-precision", set, set).Value, 1e-9);
    }

    [Fact]
    public void Compute_SetsThatShareNoCluster_IsZero()
    {
        SetStatistics here = LcgSets.Of(1, 80, 2);
        SetStatistics there = LcgSets.Of(2, 60, 2, 1, 100);

        Assert.Equal(0, Compute("prd-f8-recall", here, there).Value);
        Assert.Equal(0, Compute("prd-f8-precision", here, there).Value);
    }

    [Fact]
    public void Compute_HalfOfTheKindsMissing_LosesRecallAndKeepsPrecision()
    {
        // Four far groups; the generated set has two of them: P = 1 and R = 1/2 at best, F_8 = 65 · ½ / (64 + ½) at P = R = ½ or above.
        SetStatistics reference = Groups(1, 400, 4);
        SetStatistics generated = Groups(2, 400, 2);
        (string, string)[] settings = [("clusters", "4"), ("runs", "3")];

        double recall = Compute("prd-f8-recall", reference, generated, settings).Value;
        double precision = Compute("prd-f8-precision", reference, generated, settings).Value;

        // At slope λ the curve has P = min(λ / 2, 1): F_β = (1 + β²) P / (1 + β² λ), greatest at λ = 2 for both.
        NumericAssert.Close(65.0 / 129, recall, 2e-3);
        NumericAssert.Close((1 + (1.0 / 64)) / (1 + (2.0 / 64)), precision, 2e-3);
        Assert.Equal(0, Compute("prd-f8-recall", reference, generated, settings).Details["std"]);
    }

    [Fact]
    public void Compute_ManyPairsOfKnownGroups_HaveTheErrorThatTheyScatterBy()
    {
        const int Pairs = 60;
        Xoshiro256 random = new(5);
        MetricScore[] scores =
        [
            .. Enumerable.Range(0, Pairs).Select(_ => Compute(
                "prd-f8-recall", Shares(random, 200, 0.25, 0.5), Shares(random, 150, 0.6, 0.8), ("clusters", "3"), ("runs", "1"))),
        ];

        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Sum(score => (score.Value - mean) * (score.Value - mean)) / (Pairs - 1));

        // A deviation of 60 values is known to 9 %.
        Assert.InRange(scores.Average(score => score.StandardError!.Value) / deviation, 0.7, 1.4);
    }

    [Fact]
    public void Compute_FewerImagesThanClusters_SaysWhatToDo() => Assert.Contains(
        "PRD in 20 clusters needs as many images in both sets together",
        Assert.Throws<InputException>(() => Compute("prd-f8-recall", LcgSets.Of(1, 9, 2), LcgSets.Of(2, 9, 2))).Message);

    private static SetStatistics Groups(int seed, int count, int groups)
    {
        Random random = new(seed);
        return LcgSets.Of(new FeatureMatrix(1, [.. Enumerable.Range(0, count).Select(i => (float)((100 * (i % groups)) + random.NextDouble()))]));
    }

    private static SetStatistics Shares(Xoshiro256 random, int count, double first, double second) => LcgSets.Of(new FeatureMatrix(1, [.. Enumerable.Range(0, count).Select(_ =>
    {
        double draw = random.NextDouble();
        return (float)((draw < first ? 0 : draw < second ? 100 : 200) + random.NextDouble());
    })]));

    private static MetricScore Compute(string id, SetStatistics reference, SetStatistics generated, params (string Name, string Value)[] settings) =>
        ((ISetMetric)MetricCatalog.Find(id)!).Compute(reference, generated, new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
}
