using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Randomness;
using Fidelis.Numerics.Threading;
using Fidelis.Sensitivity;
using Fidelis.Testing;
using Fidelis.Tests.Evaluation;

namespace Fidelis.Tests.Sensitivity;

public sealed class ModeExperimentTests : IDisposable
{
    private const int Classes = 4;

    /// <summary>How far the classes lie from the origin, each in a direction of its own, in deviations of the images of a class.</summary>
    private const double Distance = 10;

    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_ClassesDropped_RaisesFidToWhatGaussiansOfKnownMomentsHave()
    {
        ExperimentSeries series = Trial(Run(Plan(400), "fid"), "classes dropped");

        Assert.Equal(["4 of 4 classes", "3 of 4 classes", "2 of 4 classes", "1 of 4 classes"], series.Steps.Select(step => step.Label));
        Assert.Equal([0, 0.25, 0.5, 0.75], series.Steps.Select(step => step.Position));
        double[] found = [.. series.Steps.Select(step => step.Find("fid")!.Value)];
        Assert.Equal(found.Order(), found);

        // The reference has the mean a/4 of every coordinate and covariances I + a² (I/4 - 11ᵀ/16), eigenvalues 26, 26, 26 and 1 for a = 10; a class alone the mean
        // a e and covariance I: 100 - 50 + 25 + 3 (√26 - 1)² = 125.4. 200 images of a class err by 0.07 in each coordinate, which moves 75 by 2 · 8.7 · 0.07 = 1.3 or
        // less, and single deviations by a twentieth, 26 by as much: 4 %.
        NumericAssert.Close(75 + (3 * Math.Pow(Math.Sqrt(26) - 1, 2)), found[3], 0, 0.04);

        // Nothing lost: no more than the floor of 200 images, to which chance adds its deviation.
        MetricScore whole = series.Steps[0].Find("fid")!;
        Assert.True(whole.Value < 2 * whole.Floor, $"{whole.Value} with a floor of {whole.Floor}.");
        Assert.Equal((800, 200), (series.Steps[0].Metrics[0].ReferenceCount!.Value, series.Steps[0].Metrics[0].GeneratedCount!.Value));
    }

    [Fact]
    public void Run_OneClassGone_IsWhatDroppingItIs()
    {
        ExperimentResult result = Run(Plan(200), "fid", "recall");
        ExperimentStep rare = Trial(result, "one class made rare").Steps[^1];
        ExperimentStep dropped = Trial(result, "classes dropped").Steps[1];

        // Three classes of four either way, of 300 and of 100 images: floors of some tenths apart, beside an FID near 20.
        NumericAssert.Close(dropped.Find("fid")!.Value, rare.Find("fid")!.Value, 0, 0.1);

        // A quarter of the reference lies in a class that nothing was drawn of, and the classes are far apart.
        Assert.InRange(rare.Find("recall")!.Value, 0.6, 0.75);
        Assert.InRange(dropped.Find("recall")!.Value, 0.6, 0.75);
        Assert.Equal(300, rare.Metrics[0].GeneratedCount);
    }

    [Fact]
    public void Run_Verdicts_SayWhichMetricsNotice()
    {
        ExperimentResult result = Run(Plan(100), "fid", "precision", "recall", "vendi");

        Assert.Equal(["Classes dropped", "One class made rare", "Images repeated"], result.Conclusions.Select(conclusion => conclusion.Message.Split(',')[0]));
        string dropped = result.Conclusions[0].Message;
        Assert.Contains("fid, recall and vendi notice it from 3 of 4 classes on", dropped, StringComparison.Ordinal);
        Assert.Contains("precision does not notice it", dropped, StringComparison.Ordinal);
        Assert.DoesNotContain("precision notices", result.Conclusions[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ImagesRepeated_KeepsTheNumberAndLosesDiversity()
    {
        ExperimentSeries series = Trial(Run(Plan(40), "vendi", "recall"), "images repeated");

        Assert.Equal(["80 of 80 images", "40 of 80 images", "20 of 80 images", "10 of 80 images", "5 of 80 images", "2 of 80 images"], series.Steps.Select(step => step.Label));
        Assert.All(series.Steps, step => Assert.Equal(80, step.Metrics[0].GeneratedCount));
        double[] vendi = [.. series.Steps.Select(step => step.Find("vendi")!.Value)];
        Assert.Equal(vendi.OrderDescending(), vendi);

        // Two different images are two kinds at most.
        Assert.InRange(vendi[^1], 1, 2);
    }

    [Fact]
    public void Run_Division_TakesNoImageIntoBothHalves()
    {
        // Every image differs, so that a set against itself alone would have a coverage of 1 and an FID of 0; and the same seed gives the same digits.
        EvaluationPlan plan = Plan(40);
        double[] expected = Values(Run(plan, "fid", "coverage"));
        int before = Parallelism.ThreadCount;
        try
        {
            Parallelism.ThreadCount = 3;
            Assert.Equal(expected, Values(Run(plan, "fid", "coverage")));
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }

        Assert.NotEqual(expected, Values(Run(plan with { Seed = 2 }, "fid", "coverage")));
        ExperimentStep whole = Trial(Run(plan, "fid"), "images repeated").Steps[0];
        Assert.Equal((80, 80), (whole.Metrics[0].ReferenceCount!.Value, whole.Metrics[0].GeneratedCount!.Value));
        Assert.True(whole.Find("fid")!.Value > 0.05, "Halves of one set that share no image are not equal.");
    }

    [Fact]
    public void Run_ManyClasses_AreDroppedInAsManyStepsAsAreAllowed()
    {
        string reference = Write("many.npz", [.. Enumerable.Range(0, 12).Select(_ => 20)]);
        ExperimentResult result = SensitivityFixture.RunOne("modes", new EvaluationPlan { Reference = reference, Generated = [], Metrics = ["fid"], Settings = [new("modes", "steps", "4"), new("modes", "repeats", "2")] });

        Assert.Equal(["12 of 12 classes", "8 of 12 classes", "5 of 12 classes", "1 of 12 classes"], Trial(result, "classes dropped").Steps.Select(step => step.Label));
        Assert.Equal(["100 % of one class", "66.7 % of one class", "33.3 % of one class", "0 % of one class"], Trial(result, "one class made rare").Steps.Select(step => step.Label));
    }

    [Fact]
    public void Run_ModelWithoutClasses_LeavesOutWhatNeedsProbabilities()
    {
        EvaluationPlan plan = new() { Reference = fixture.Images("real", 60, 1, 4, 4, "a", "b"), Generated = [], Models = ["scaled"], Settings = [new("modes", "repeats", "2")] };
        ExperimentResult result = SensitivityFixture.RunOne("modes", plan);

        Assert.Contains(result.Conclusions, conclusion => conclusion.Message == "'scaled:test' tells no classes apart: is cannot be computed so.");
        Assert.All(result.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics), metric => Assert.Null(metric.Error));
    }

    [Fact]
    public void Open_UnlabelledOrSmallClasses_AreRefusedWithTheRemedy()
    {
        EvaluationPlan plan = new() { Reference = fixture.Images("plain", 60), Generated = [], Models = ["fake"] };
        Assert.Contains("of two or more, but '", SensitivityFixture.Refusal("modes", plan), StringComparison.Ordinal);
        Assert.Contains("has none: put the images of each class into a folder", SensitivityFixture.Refusal("modes", plan), StringComparison.Ordinal);
        string mixed = fixture.PathOf("mixed.npz");
        FeatureSet labelled = FeatureFile.Read(Write("labelled.npz", [30, 33]));
        FeatureFile.Write(mixed, labelled with { Labels = [.. labelled.Labels.Select((label, i) => i < 60 ? label : null)] });
        Assert.Contains("3 of 63 in '", SensitivityFixture.Refusal("modes", plan with { Reference = mixed, Models = [], Metrics = ["fid"] }), StringComparison.Ordinal);
        Assert.Contains("'a' of '", SensitivityFixture.Refusal("modes", plan with { Reference = fixture.Images("few", 30, 1, 4, 4, "a", "b") }), StringComparison.Ordinal);
        string statistics = fixture.Statistics("s.npz", Write("f.npz", [30, 30]));
        Assert.Contains("holds statistics of all images together", SensitivityFixture.Refusal("modes", plan with { Reference = statistics, Models = [], Metrics = ["fid"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_All_MakesWhatTheSetsAllowAndSaysWhatItLeavesOut()
    {
        SensitivityResult result = SensitivityFixture.Run(null, Plan(40) with { Metrics = ["fid"] });

        Assert.Equal(["modes"], result.Experiments.Select(experiment => experiment.Experiment.Id));
        Assert.Contains(result.Conclusions, conclusion => conclusion.Message.StartsWith("The experiment layers is left out.", StringComparison.Ordinal));
        Assert.Contains(result.Conclusions, conclusion => conclusion.Message.StartsWith("The experiment sample-size is left out.", StringComparison.Ordinal));
    }

    private static ExperimentResult Run(EvaluationPlan plan, params string[] metrics) =>
        SensitivityFixture.RunOne("modes", plan with { Metrics = metrics });

    private static ExperimentSeries Trial(ExperimentResult result, string name) => Assert.Single(result.Series, series => series.Trial == name);

    private static double[] Values(ExperimentResult result) => [.. result.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics).Select(metric => metric.Score!.Value)];

    private EvaluationPlan Plan(int count) => new()
    {
        Reference = Write("classes.npz", [.. Enumerable.Repeat(count, Classes)]),
        Generated = [],
        Settings = [new MetricAssignment("modes", "repeats", "4")],
    };

    /// <summary>Writes a file of features whose class k is N(a e_k, I).</summary>
    private string Write(string name, int[] counts)
    {
        Xoshiro256 random = new(1);
        int total = counts.Sum();
        int[] classes = [.. counts.SelectMany((count, k) => Enumerable.Repeat(k, count))];
        float[] values = new float[total * counts.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextGaussian() + (i % counts.Length == classes[i / counts.Length] ? Distance : 0));
        }

        FeatureFile.Write(
            fixture.PathOf(name),
            new FeatureSet(
                new FeatureMatrix(counts.Length, values),
                null,
                [.. Enumerable.Range(0, total).Select(i => $"{i:00000}")],
                [.. classes.Select(k => $"class-{k:00}")],
                FeatureSet.UnknownProtocol,
                "",
                []));
        return fixture.PathOf(name);
    }
}
