using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Metrics;

/// <summary>Metrics that need the classes of images: the mean over the classes of FID, and whether the classifier sees the class that was to be drawn.</summary>
public sealed class ClassMetricTests
{
    [Fact]
    public void IntraClassDistance_ThreeClasses_IsTheMeanOfTheirFidWithTheErrorOfIndependentClasses()
    {
        FeatureSet reference = SampleSets.Draw(1, 90, 5);
        FeatureSet generated = SampleSets.Draw(2, 60, 5, 0.2);
        MetricScore[] classes = [.. reference.FindClasses().Select(name => Score("fid", Only(reference, name), Only(generated, name)))];

        MetricScore mean = Score("ifid", reference, generated);

        // Sums of three terms.
        NumericAssert.Close(classes.Average(score => score.Value), mean.Value, 0, 1e-12);
        NumericAssert.Close(Math.Sqrt(classes.Sum(score => Math.Pow(score.StandardError!.Value, 2))) / 3, mean.StandardError!.Value, 0, 1e-12);
        NumericAssert.Close(classes.Average(score => score.Floor!.Value), mean.Floor!.Value, 0, 1e-12);
        NumericAssert.Close(mean.Value / mean.Floor.Value, mean.Details["floorRatio"], 0, 1e-12);
        Assert.Equal((3.0, "influence", "moments"), (mean.Details["classes"], mean.IntervalMethod, mean.FloorMethod));
    }

    [Fact]
    public void IntraClassDistance_OneSharedClass_IsItsFidWithErrorAndFloor()
    {
        FeatureSet reference = SampleSets.Draw(1, 90, 5);
        FeatureSet generated = SampleSets.Draw(2, 60, 5, 0.2);
        MetricScore expected = Score("fid", Only(reference, "b"), Only(generated, "b"));

        MetricScore actual = Score("ifid", reference, Only(generated, "b"));

        Assert.Equal((expected.Value, expected.StandardError, expected.Interval, expected.Floor), (actual.Value, actual.StandardError, actual.Interval, actual.Floor));
        NumericAssert.Close(expected.Details["floorStd"], actual.Details["floorStd"], 0, 1e-15);
    }

    [Fact]
    public void IntraClassDistance_ImagesExchangedBetweenClasses_IsSeenByItAndNotByFid()
    {
        FeatureSet reference = SampleSets.Draw(1, 90, 5);
        FeatureSet exchanged = reference with { Labels = [.. reference.Labels.Select(label => label switch { "a" => "b", "b" => "a", _ => label })] };

        Assert.InRange(Score("fid", reference, exchanged).Value, -1e-10, 1e-10);
        Assert.True(Score("ifid", reference, exchanged).Value > 1);
    }

    [Fact]
    public void IntraClassDistance_AClassOfOneImage_IsNamedWithTheReason()
    {
        FeatureSet generated = SampleSets.Draw(2, 4, 5);

        InputException e = Assert.Throws<InputException>(() => Score("ifid", SampleSets.Draw(1, 90, 5), generated));

        Assert.StartsWith("The mean over the classes needs the FID of each, but that of 'b' could not be computed.", e.Message);
        Assert.Contains("'fake/b'", e.Message);
    }

    [Fact]
    public void IntraClassDistance_NoSharedClass_NamesThoseThatThereAre()
    {
        FeatureSet reference = SampleSets.Draw(1, 30, 5);

        InputException e = Assert.Throws<InputException>(() => Score("ifid", Only(reference, "a"), reference with { Labels = new string?[30] }));

        Assert.Contains("'real' has a and 'fake' none", e.Message);
    }

    [Fact]
    public void ConditionalAccuracy_HandCounts_AreScoredWithWilsonsInterval()
    {
        // Of class a: two right and one taken for c; of b: one taken for a; of d, which nobody knows, and of no class: one each.
        FeatureSet set = Judged(["a", "a", "a", "b", "d", null], [0, 0, 2, 0, 1, 1]);

        MetricScore score = Score("conditional-accuracy", set, set);

        Assert.Equal(0.5, score.Value);
        Assert.Equal(0.25, score.StandardError);
        Accuracy accuracy = Accuracy.Of(2, 4);
        Assert.Equal(new ScoreInterval(accuracy.Lower, accuracy.Upper), score.Interval);
        Assert.Equal("wilson", score.IntervalMethod);
        Assert.Equal((2.0, 1 / 3.0, 2.0, 0.5), (score.Details["classes"], score.Details["meanRecall"], score.Details["unjudgedImages"], score.Details["referenceAccuracy"]));
        ClassConfusion confusion = score.Confusion!;
        Assert.Equal(["a", "b", "c"], confusion.Classes);
        Assert.Equal((2, 1, 1, 0), (confusion.Counts[0, 0], confusion.Counts[0, 2], confusion.Counts[1, 0], confusion.Counts[1, 1]));
        Assert.Equal([2 / 3.0, 0.0, null], Enumerable.Range(0, 3).Select(confusion.RecallOf));
    }

    [Fact]
    public void ConditionalAccuracy_ReferenceWithoutClasses_HasNothingToCompareWith() =>
        Assert.DoesNotContain("referenceAccuracy", Score("conditional-accuracy", Judged([null], [0]), Judged(["a"], [0])).Details.Keys);

    [Fact]
    public void ConditionalAccuracy_ClassesThatTheClassifierDoesNotKnow_AreNamed()
    {
        FeatureSet set = Judged(["d", "e"], [0, 1]);

        Assert.Contains("knows (a, b, c), but 'fake' has d, e", Assert.Throws<InputException>(() => Score("conditional-accuracy", set, set)).Message);
    }

    [Fact]
    public void ConditionalAccuracy_AProbabilityThatIsNoNumber_IsRefused()
    {
        FeatureSet set = Judged(["a", "b"], [0, 1]) with { Probabilities = new FeatureMatrix(3, [1, 0, 0, 0, float.NaN, 1]) };

        Assert.Contains("must be numbers", Assert.Throws<InputException>(() => Score("conditional-accuracy", set, set)).Message);
    }

    private static FeatureSet Judged(string?[] labels, int[] predictions) => new(
        null,
        new FeatureMatrix(3, [.. predictions.SelectMany(prediction => Enumerable.Range(0, 3).Select(k => k == prediction ? 0.6f : 0.2f))]),
        [.. labels.Select((_, i) => $"{i}.png")],
        labels,
        "a protocol",
        "hash",
        ["a", "b", "c"]);

    private static FeatureSet Only(FeatureSet set, string name) => set.Select([.. Enumerable.Range(0, (int)set.Count).Where(i => set.Labels[i] == name).Select(i => (long)i)]);

    private static MetricScore Score(string id, FeatureSet reference, FeatureSet generated) =>
        ((ISetMetric)MetricCatalog.Find(id)!).Compute(SampleSets.Of(reference, "real"), SampleSets.Of(generated, "fake"), MetricSettings.Default);
}
