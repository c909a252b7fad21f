using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Tests.Metrics;

namespace Fidelis.Tests.Evaluation;

/// <summary>Scores of single classes beside those of the whole sets.</summary>
public sealed class PerClassTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_PerClass_ScoresEveryClassAsItsImagesAlone()
    {
        FeatureSet reference = SampleSets.Draw(1, 90, 4);
        FeatureSet generated = SampleSets.Draw(2, 60, 4, 0.2);
        EvaluationPlan plan = Plan(reference, generated) with { Metrics = ["fid", "precision", "is"], Settings = [new("is", "splits", "2")] };

        Comparison comparison = EvaluationFixture.Run(plan).Comparisons[0];

        Assert.Equal(["conditional-accuracy", "fid", "ifid", "is", "precision"], comparison.Metrics.Select(metric => metric.Id));
        Assert.All(comparison.Metrics, metric => Assert.Null(metric.Class));
        Assert.Equal(
            from name in (string[])["a", "b", "c"] from id in (string[])["fid", "is", "precision"] select (name, id),
            comparison.ClassMetrics.Select(metric => (metric.Class!, metric.Id)));
        foreach (string name in (string[])["a", "b", "c"])
        {
            Comparison alone = EvaluationFixture.Run(plan with { PerClass = false, Classes = [name] }).Comparisons[0];
            foreach (MetricResult metric in comparison.ClassMetrics.Where(metric => metric.Class == name))
            {
                MetricResult expected = alone.Metrics.Single(other => other.Id == metric.Id);
                Assert.Equal(expected.Score! with { Details = metric.Score!.Details }, metric.Score);
                Assert.Equal((expected.ReferenceCount, expected.GeneratedCount), (metric.ReferenceCount, metric.GeneratedCount));
            }
        }
    }

    [Fact]
    public void Run_PerClassOfImages_ExtractsEveryImageOnce()
    {
        EvaluationPlan plan = new()
        {
            Reference = fixture.Images("real", 40, 1, 4, 4, "dark", "bright"),
            Generated = [fixture.Images("fake", 30, 2, 4, 4, "dark", "bright")],
            Models = ["fake"],
            Metrics = ["fid"],
            PerClass = true,
        };
        EvaluationInputs inputs = EvaluationFixture.Open(plan);
        List<long> done = [];

        Comparison comparison = Evaluator.Run(inputs, new Recorder(done), TestContext.Current.CancellationToken).Comparisons[0];

        Assert.Equal(70, done[^1]);
        Assert.Equal(["conditional-accuracy", "fid", "ifid"], comparison.Metrics.Select(metric => metric.Id));
        Assert.Equal([("bright", 20L, 15L), ("dark", 20, 15)], comparison.ClassMetrics.Select(metric => (metric.Class!, metric.ReferenceCount!.Value, metric.GeneratedCount!.Value)));
    }

    [Theory]
    [InlineData("kid", "conditional-accuracy,kid")]
    [InlineData("ifid", "conditional-accuracy,ifid")]
    [InlineData("", "conditional-accuracy,fid,ifid,is,kid")]
    public void Open_PerClass_TakesTheMeanOverTheClassesWhereFidIs(string metrics, string expected)
    {
        FeatureSet set = SampleSets.Draw(1, 90, 4);
        string[]? ids = metrics.Length == 0 ? null : metrics.Split(',');

        Assert.Equal(expected.Split(','), EvaluationFixture.Open(Plan(set, set) with { Metrics = ids }).Metrics.Select(metric => metric.Key.Descriptor.Id));
    }

    [Fact]
    public void Run_AClassifierOfOtherClasses_LeavesConditionalAccuracyOutUnlessItIsNamed()
    {
        FeatureSet set = Renamed(SampleSets.Draw(1, 90, 4));
        EvaluationPlan plan = Plan(set, set) with { Metrics = ["fid"] };

        Assert.Equal(["fid", "ifid"], EvaluationFixture.Run(plan).Comparisons[0].Metrics.Select(metric => metric.Id));
        MetricResult named = EvaluationFixture.Run(plan with { Metrics = ["conditional-accuracy"] }).Comparisons[0].Metrics.Single();
        Assert.Contains("the classifier knows (a, b, c)", named.Error);
    }

    [Fact]
    public void Run_AClassOfOneImage_HasTheReasonAndTheRestAppears()
    {
        FeatureSet reference = SampleSets.Draw(1, 90, 4);
        FeatureSet generated = SampleSets.Draw(2, 62, 4);
        generated = generated.Select([.. Enumerable.Range(0, 62).Where(i => i % 3 != 2 || i == 2).Select(i => (long)i)]);

        Comparison comparison = EvaluationFixture.Run(Plan(reference, generated) with { Metrics = ["fid"] }).Comparisons[0];

        MetricResult missing = comparison.ClassMetrics.Single(metric => metric.Class == "c");
        Assert.Null(missing.Score);
        Assert.Contains("at least 2 images", missing.Error);
        Assert.All(comparison.ClassMetrics.Where(metric => metric.Class != "c"), metric => Assert.NotNull(metric.Score));
        Assert.Contains("for c.", Conclusion(comparison, "class-not-computed").Message);
        Assert.Contains("that of 'c' could not be computed", comparison.Metrics.Single(metric => metric.Id == "ifid").Error);
    }

    [Fact]
    public void Run_ClassesOfOneSet_AreNamed()
    {
        FeatureSet set = SampleSets.Draw(1, 90, 4);
        FeatureSet generated = set with { Labels = [.. set.Labels.Select(label => label switch { "c" => "x", "b" => null, _ => label })] };

        Comparison comparison = EvaluationFixture.Run(Plan(set, generated) with { Metrics = ["fid"] }).Comparisons[0];

        Assert.Equal(["a"], comparison.ClassMetrics.Select(metric => metric.Class));
        string[] missing = [.. comparison.Conclusions.Where(conclusion => conclusion.Id == "class-missing").Select(conclusion => conclusion.Message)];
        Assert.Contains("g.npz' has no image of b, c, which", missing[1]);
        Assert.Contains("r.npz' has no image of x, which", missing[0]);
        Assert.Contains("30 of 90 images", Conclusion(comparison, "images-without-class").Message);
        Assert.Contains("30 of 90 images", Conclusion(comparison, "unjudged-images").Message);
    }

    [Fact]
    public void Run_AClassThatIsTakenForAnother_IsNamed()
    {
        FeatureSet set = SampleSets.Draw(1, 90, 4);
        FeatureSet exchanged = set with { Labels = [.. set.Labels.Select(label => label switch { "a" => "b", "b" => "a", _ => label })] };

        Comparison comparison = EvaluationFixture.Run(Plan(set, exchanged) with { Metrics = ["fid"] }).Comparisons[0];

        string[] taken = [.. comparison.Conclusions.Where(conclusion => conclusion.Id == "class-taken-for-another").Select(conclusion => conclusion.Message)];
        Assert.Equal(2, taken.Length);
        Assert.Contains("images of class a are taken for b more often than for their own: 30 of 30, and 0 for what they should be.", taken[0]);
        Assert.Equal(1 / 3.0, comparison.FindScored("conditional-accuracy")!.Score!.Value);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Run_AClassOfFewImages_IsNamedWhereChanceHardlyExplainsIt(int count, bool isNamed)
    {
        // Wilson's interval of 3 of 3 begins at 3 / (3 + 1.96²) = 0.44, that of 4 of 4 at 0.51.
        FeatureSet set = SampleSets.Draw(1, 90, 4);
        long[] rows = [.. Enumerable.Range(0, 90).Where(i => set.Labels[i] != "a").Select(i => (long)i)];
        FeatureSet some = set.Select([.. rows, .. Enumerable.Range(0, 90).Where(i => set.Labels[i] == "b").Take(count).Select(i => (long)i)]);
        FeatureSet exchanged = some with { Labels = [.. some.Labels.Select((label, i) => i < rows.Length ? label : "a")] };

        Comparison comparison = EvaluationFixture.Run(Plan(set, exchanged) with { Metrics = ["fid"] }).Comparisons[0];

        Assert.Equal(isNamed, comparison.Conclusions.Any(conclusion => conclusion.Id == "class-taken-for-another"));
    }

    [Fact]
    public void Open_SetsWithoutClasses_AreRefusedInASentenceEach()
    {
        FeatureSet set = SampleSets.Draw(1, 30, 4);
        FeatureSet unlabelled = set with { Labels = new string?[30] };

        Assert.Contains("g.npz' names none: put the images of each class into a folder", EvaluationFixture.Refusal(Plan(set, unlabelled)));
        string features = Plan(set, Renamed(set)).Reference;
        Assert.Contains("r.npz' has a, b, c and", EvaluationFixture.Refusal(Plan(set, Renamed(set))));
        string statistics = fixture.Statistics("s.npz", features);
        Assert.Contains("holds statistics of all together", EvaluationFixture.Refusal(Plan(set, set) with { Reference = statistics }));
    }

    private static FeatureSet Renamed(FeatureSet set) => set with { Labels = [.. set.Labels.Select(label => label + "'")] };

    private static Conclusion Conclusion(Comparison comparison, string id) => comparison.Conclusions.Single(conclusion => conclusion.Id == id);

    private EvaluationPlan Plan(FeatureSet reference, FeatureSet generated)
    {
        // A file whose protocol has a text has its hash, too.
        FeatureFile.Write(fixture.PathOf("r.npz"), reference with { ProtocolHash = Protocol.HashOf(reference.ProtocolText) });
        FeatureFile.Write(fixture.PathOf("g.npz"), generated with { ProtocolHash = Protocol.HashOf(generated.ProtocolText) });
        return new EvaluationPlan { Reference = fixture.PathOf("r.npz"), Generated = [fixture.PathOf("g.npz")], PerClass = true };
    }

    private sealed class Recorder(List<long> done) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => done.Add(value.Done);
    }
}
