using Fidelis.Evaluation;
using Fidelis.Tests.Training.CrossTraining;

namespace Fidelis.Tests.Evaluation;

/// <summary>Metrics that train something, in an evaluation.</summary>
[Collection(CrossTrainingTests.Collection)]
public sealed class TrainingMetricTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_TwoModels_TrainsOnceForEachGeneratedSet()
    {
        EvaluationPlan plan = Plan() with { Models = ["fake", "fake@map"], Metrics = ["fid", "gan-train"], Settings = [new("gan-train", "epochs", "1")] };

        IReadOnlyList<Comparison> comparisons = EvaluationFixture.Run(plan).Comparisons;

        Assert.All(comparisons, comparison => Assert.Equal(["fid", "gan-train"], comparison.Metrics.Select(metric => metric.Id)));
        MetricResult trained = comparisons[0].Metrics[1];
        Assert.Null(trained.Error);
        Assert.Same(trained, comparisons[1].Metrics[1]);
        Assert.Equal([new("model", "biocnn-1"), new("epochs", "1"), new("seed", "1")], trained.Options);
    }

    [Fact]
    public void Run_ImagesThatWereSkipped_AreNotLearnedFrom()
    {
        EvaluationPlan plan = Plan() with { Metrics = ["gan-train"], Settings = [new("gan-train", "epochs", "1")], Extraction = new() { SkipBadImages = true } };
        fixture.File("fake/a/bad.bmp", []);

        MetricResult trained = EvaluationFixture.Run(plan).Comparisons[0].Metrics.Single();

        Assert.Null(trained.Error);
        Assert.Equal(20, trained.Score!.Details["trainImages"] + trained.Score.Details["validationImages"]);
    }

    [Fact]
    public void Open_All_LeavesThemOut() => Assert.Empty(EvaluationFixture.Open(Plan() with { Metrics = ["all"] }).TrainingMetrics);

    [Fact]
    public void Open_SetsThatNothingCanBeLearnedFrom_AreRefusedBeforeTheWork()
    {
        EvaluationPlan plan = Plan() with { Metrics = ["gan-train", "gan-test"] };

        Assert.Contains("gan-test and gan-train need images with classes to learn from, but '0000.bmp' in", EvaluationFixture.Refusal(plan with { Generated = [fixture.Images("plain", 6)] }));
        Assert.EndsWith("holds features: give the images themselves.", EvaluationFixture.Refusal(plan with { Reference = fixture.Features("r.npz", plan.Reference) }));
        Assert.Contains("gan-train: The option 'model' must be biocnn-1", EvaluationFixture.Refusal(plan with { Settings = [new MetricAssignment("gan-train", "model", "x")] }));
    }

    private EvaluationPlan Plan() => new()
    {
        Reference = Directory.Exists(fixture.PathOf("real")) ? fixture.PathOf("real") : fixture.Images("real", 24, 1, 4, 4, "a", "b"),
        Generated = [Directory.Exists(fixture.PathOf("fake")) ? fixture.PathOf("fake") : fixture.Images("fake", 20, 2, 4, 4, "a", "b")],
        Models = ["fake"],
    };
}
