using System.Text.Json;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>Precision, recall, their F1, density and coverage.</summary>
public sealed class BallMetricTests
{
    public static TheoryData<string> Names => NeighbourGolden.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_GoldenSets_EqualNumPy(string name)
    {
        (SetStatistics Reference, SetStatistics Generated) sets = NeighbourGolden.Sets(name);
        foreach (JsonElement expected in NeighbourGolden.Case(name).GetProperty("balls").EnumerateArray())
        {
            int k = expected.GetProperty("k").GetInt32();

            // Shares of counts: nothing but the last digit of a division may differ.
            foreach ((string id, string border) in ((string, string)[])[("precision", "closed"), ("recall", "closed"), ("density", "open"), ("coverage", "open")])
            {
                NumericAssert.Close(expected.GetProperty(id).GetProperty(border).GetDouble(), NeighbourGolden.Score(id, sets, k).Value, 0, 1e-14);
            }

            double[] open = [.. ((string[])["precision", "recall"]).Select(id => expected.GetProperty(id).GetProperty("open").GetDouble())];
            foreach ((string id, double value) in ((string, double)[])[("precision", open[0]), ("recall", open[1]), ("f1", open.Sum() > 0 ? 2 * open[0] * open[1] / open.Sum() : 0)])
            {
                NumericAssert.Close(value, NeighbourGolden.Score(id, sets, k, ("convention", "prdc")).Value, 0, 1e-14);
            }
        }
    }

    [Fact]
    public void Compute_PublishedValues_AreReproduced()
    {
        (SetStatistics, SetStatistics) sets = NeighbourGolden.Sets("uniform");

        NumericAssert.Close(0.6833333333333333, NeighbourGolden.Score("precision", sets, 3).Value, 1e-15);
        NumericAssert.Close(0.47, NeighbourGolden.Score("recall", sets, 3).Value, 1e-15);
        NumericAssert.Close(0.6446666666666666, NeighbourGolden.Score("density", sets, 5).Value, 1e-15);
        NumericAssert.Close(0.66, NeighbourGolden.Score("coverage", sets, 5).Value, 1e-15);
        NumericAssert.Close(2 * 0.6833333333333333 * 0.47 / (0.6833333333333333 + 0.47), NeighbourGolden.Score("f1", sets).Value, 0, 1e-14);
    }

    [Theory]
    [InlineData("precision", 1)]
    [InlineData("recall", 1)]
    [InlineData("f1", 1)]
    [InlineData("density", 0)]
    [InlineData("coverage", 0)]
    public void Compute_ImagesThatAreAllTheSame_CountsTheBorderAsThePaperDoes(string id, double expected)
    {
        SetStatistics same = NeighbourGolden.Of("same", 2, [.. Enumerable.Repeat(0.3f, 20)]);

        Assert.Equal(expected, NeighbourGolden.Score(id, (same, same)).Value);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("f1")]
    public void Compute_ImagesThatAreAllTheSame_AreInNoBallOfPrdc(string id)
    {
        SetStatistics same = NeighbourGolden.Of("same", 2, [.. Enumerable.Repeat(0.3f, 200)]);

        MetricScore score = NeighbourGolden.Score(id, (same, same), settings: ("convention", "prdc"));

        // 100 balls touch each point, more than are kept, and none holds it.
        Assert.Equal(0, score.Value);
        Assert.Equal(0, score.StandardError);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("f1")]
    public void Compute_NoDistanceOnABorder_IsTheSameInEitherConvention(string id)
    {
        (SetStatistics, SetStatistics) sets = NeighbourGolden.Sets("uniform");
        MetricScore prdc = NeighbourGolden.Score(id, sets, settings: ("convention", "prdc"));

        Assert.Equal(NeighbourGolden.Score(id, sets).Value, prdc.Value);
        Assert.Equal(NeighbourGolden.Score(id, sets).Interval, prdc.Interval);
    }

    [Theory]
    [InlineData("precision")]
    [InlineData("recall")]
    [InlineData("f1")]
    [InlineData("density")]
    [InlineData("coverage")]
    public void Compute_SetsFarApart_IsZero(string id)
    {
        SetStatistics near = NeighbourGolden.Of("near", 1, [.. Enumerable.Range(0, 20).Select(i => (float)i)]);
        SetStatistics far = NeighbourGolden.Of("far", 1, [.. Enumerable.Range(0, 20).Select(i => 1e6f + i)]);

        MetricScore score = NeighbourGolden.Score(id, (near, far));

        Assert.Equal(0, score.Value);

        // Nothing was seen, which does not prove that there is nothing: the rule of three says up to 3 of 20, at which F1 with a recall of 1 would be about 0.27.
        Assert.InRange(score.Interval!.Value.Upper, id == "f1" ? 0.2 : 0.1, id == "f1" ? 0.3 : 0.2);
    }

    [Theory]
    [InlineData(1e-20f)]
    [InlineData(1e15f)]
    public void Compute_FeaturesOfAnotherScale_ScoresTheSame(float scale)
    {
        foreach (string id in (string[])["precision", "recall", "f1", "density", "coverage", "authpct", "one-nn"])
        {
            SampleSetsOf(1, out MetricScore expected);
            SampleSetsOf(scale, out MetricScore actual);
            Assert.Equal(expected.Value, actual.Value);
            NumericAssert.Close(expected.StandardError!.Value, actual.StandardError!.Value, 0, 1e-12);

            void SampleSetsOf(float factor, out MetricScore score)
            {
                // Powers of two would hide a rounding; these draws have no ties that it could make.
                SetStatistics Set(int seed) => NeighbourGolden.Of("set", 6, [.. SampleSets.Draw(seed, 60, 6).Features!.Chunk(0).ToArray().Select(value => value * factor)]);
                score = NeighbourGolden.Score(id, (Set(1), Set(2)));
            }
        }
    }

    [Fact]
    public void Density_AnOutlierAmongTheReals_CountsLittle()
    {
        // 20 reals in a row and one far off, whose ball holds every fake of a second row between: the case that density was made for.
        float[] reals = [.. Enumerable.Range(0, 20).Select(i => i * 0.1f), 100];
        float[] fakes = [.. Enumerable.Range(0, 20).Select(i => 50 + (i * 0.1f))];
        SetStatistics reference = NeighbourGolden.Of("real", 1, reals);
        SetStatistics generated = NeighbourGolden.Of("fake", 1, fakes);

        Assert.Equal(1, NeighbourGolden.Score("precision", (reference, generated)).Value);
        NumericAssert.Close(1.0 / 5, NeighbourGolden.Score("density", (reference, generated)).Value, 1e-15);
    }

    [Fact]
    public void Compute_NoMoreImagesThanNeighbours_SaysWhatToDo()
    {
        SetStatistics few = NeighbourGolden.Of("few", 1, 1, 2, 3);
        SetStatistics many = NeighbourGolden.Of("many", 1, 1, 2, 3, 4, 5, 6);

        Assert.Equal(
            "precision looks at 3 neighbours of an image and needs at least 4 images in each set, but 'few' has 3: add images, or take fewer neighbours by --set precision.k=1.",
            Assert.Throws<InputException>(() => NeighbourGolden.Score("precision", (many, few))).Message);

        // As many as the score needs, too few for its error.
        MetricScore score = NeighbourGolden.Score("precision", (few, many), k: 2);
        Assert.Null(score.StandardError);
        Assert.Contains("three fifths", score.WhyNoInterval);
        Assert.NotNull(NeighbourGolden.Score("precision", (few, many), k: 1).StandardError);
    }

    [Fact]
    public void Compute_AFeatureThatIsNoNumber_IsRefused()
    {
        SetStatistics good = NeighbourGolden.Of("good", 1, 1, 2, 3, 4, 5, 6);
        SetStatistics bad = NeighbourGolden.Of("bad", 1, 1, 2, float.NaN, 4, 5, 6);

        Assert.StartsWith("'bad': Features must be finite numbers, but one of image 2", Assert.Throws<InputException>(() => NeighbourGolden.Score("recall", (good, bad))).Message);
    }

    [Fact]
    public void Compute_FeaturesOfOtherLayers_IsRefused() => Assert.Contains(
        "'a' has 1 features and 'b' 2",
        Assert.Throws<InputException>(() => NeighbourGolden.Score("coverage", (NeighbourGolden.Of("a", 1, new float[20]), NeighbourGolden.Of("b", 2, new float[20])))).Message);
}
