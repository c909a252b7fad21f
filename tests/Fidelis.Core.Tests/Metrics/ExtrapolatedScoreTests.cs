using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Randomness;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

public sealed class ExtrapolatedScoreTests
{
    private static readonly SetStatistics Reference = LcgSets.Of(1, 200, 6);
    private static readonly SetStatistics Generated = LcgSets.Of(2, 120, 6, 1.2, 0.1);

    [Fact]
    public void FidInfinity_LastPoint_IsFidOfAllImages()
    {
        MetricScore score = Fid(Reference, Generated);
        MetricScore all = new FrechetInceptionDistance().Compute(Reference, Generated, MetricSettings.Default);

        Assert.Equal(all.Value, score.Details["allImages"]);
        Assert.True(score.StandardError > all.StandardError, "The fit adds to the error of the images.");

        // The bias that the line predicts is what the floor predicts, where the sets are as near as these.
        Assert.InRange(score.Details["bias"] / all.Floor!.Value, 0.3, 3);
    }

    [Fact]
    public void FidInfinity_ManyPairsOfNormalLaws_CoversTheDistanceOfTheLaws()
    {
        // N(0, I) and N(0.3, 1.44 I) in 8 dimensions: 8 (0.3² + 0.2²) = 1.04.
        const int Pairs = 60;
        const double Truth = 1.04;
        Xoshiro256 random = new(1);
        MetricScore[] scores = [.. Enumerable.Range(0, Pairs).Select(_ => Fid(Normal(random, 150, 8, 0, 1), Normal(random, 100, 8, 0.3, 1.2)))];

        // The mean of 60 scores is known to an eighth of their deviation; FID itself is 0.29 too large at these n, two deviations.
        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Average(score => (score.Value - mean) * (score.Value - mean)));
        NumericAssert.Close(Truth, mean, 0.5 * deviation);
        Assert.True(scores.Average(score => score.Details["allImages"]) - Truth > deviation, "FID of all images should be biased by more than its deviation.");

        // 95 % of 60 are 57, with a deviation of 1.7.
        Assert.InRange(scores.Count(score => score.Interval!.Value.Lower <= Truth && Truth <= score.Interval.Value.Upper), 52, Pairs);
    }

    [Fact]
    public void FidInfinity_AsPublished_KeepsTheBiasOfTheReference()
    {
        Xoshiro256 random = new(2);
        SetStatistics reference = Normal(random, 60, 8, 0, 1);
        SetStatistics generated = Normal(random, 2000, 8, 0, 1);

        double both = Fid(reference, generated).Value;
        double published = Fid(reference, generated, ("convention", "dgm-eval")).Value;

        // The floor of 60 images against endless ones is (2 d + d (d + 1) / 2) / 2n = 0.43.
        Assert.InRange(published - both, 0.2, 0.8);
    }

    [Fact]
    public void FidInfinity_AnotherSeed_GivesAnotherScoreWithinTheErrorOfTheFit()
    {
        MetricScore first = Fid(Reference, Generated);
        MetricScore second = Fid(Reference, Generated, ("seed", "7"));

        Assert.NotEqual(first.Value, second.Value);
        Assert.InRange(Math.Abs(first.Value - second.Value), 0, 4 * Math.Sqrt(Math.Pow(first.Details["fitError"], 2) + Math.Pow(second.Details["fitError"], 2)));
    }

    [Fact]
    public void FidInfinity_TooFewImages_IsRefused() => Assert.Contains(
        "needs at least 10 images in each set, but 'nine' has 9",
        Assert.Throws<InputException>(() => Fid(Reference, LcgSets.Of(3, 9, 6, name: "nine"))).Message);

    [Fact]
    public void IsInfinity_ManySetsOfOneLaw_HaveTheScoreOfTheLaw()
    {
        // p(y|x) is certain of one of 10 classes of equal shares: the score of the law is 10, that of 100 images about 10 exp(-9 / 200).
        const int Sets = 60;
        Random random = new(3);
        MetricScore[] scores =
        [
            .. Enumerable.Range(0, Sets).Select(_ =>
            {
                float[] probabilities = new float[1000];
                for (int i = 0; i < 100; i++)
                {
                    probabilities[(i * 10) + random.Next(10)] = 1;
                }

                FeatureSet set = new(null, new FeatureMatrix(10, probabilities), [], [], "", "", []);
                return new InceptionScoreInfinity().Compute(SetStatistics.Of("a", set), SetStatistics.Of("b", set), MetricSettings.Default);
            }),
        ];

        double mean = scores.Average(score => score.Value);
        double deviation = Math.Sqrt(scores.Average(score => (score.Value - mean) * (score.Value - mean)));
        NumericAssert.Close(10, mean, 0.5 * deviation);
        NumericAssert.Close(10 * Math.Exp(-9.0 / 200), scores.Average(score => score.Details["allImages"]), 0.05);
        Assert.All(scores, score => Assert.Equal(10, score.Details["ceiling"]));
    }

    private static SetStatistics Normal(Xoshiro256 random, int count, int dimension, double shift, double scale) => LcgSets.Of(
        new FeatureMatrix(dimension, [.. Enumerable.Range(0, count * dimension).Select(_ => (float)(shift + (scale * random.NextGaussian())))]));

    private static MetricScore Fid(SetStatistics reference, SetStatistics generated, params (string Name, string Value)[] settings) =>
        new FrechetInceptionDistanceInfinity().Compute(reference, generated, new MetricSettings(settings.ToDictionary(setting => setting.Name, setting => setting.Value)));
}
