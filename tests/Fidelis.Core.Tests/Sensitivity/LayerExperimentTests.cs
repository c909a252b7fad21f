using Fidelis.Evaluation;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Threading;
using Fidelis.Sensitivity;
using Fidelis.Testing;
using Fidelis.Tests.Evaluation;

namespace Fidelis.Tests.Sensitivity;

public sealed class LayerExperimentTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_LayersThatDifferByAFactor_ScaleTheDistanceByItsSquareAndLeaveTheRatio()
    {
        ExperimentResult result = Layers(Plan() with { Models = ["scaled"] });

        ExperimentSeries series = Assert.Single(result.Series);
        Assert.Equal(["near", "middle", "far"], series.Steps.Select(step => step.Label));
        Assert.Equal([1.0, 2, 3], series.Steps.Select(step => step.Position));
        MetricScore[] scores = [.. series.Steps.Select(step => step.Find("fid")!)];

        // Factors that are powers of two scale every product and every root without rounding.
        Assert.Equal([256 * scores[2].Value, 16 * scores[2].Value, scores[2].Value], scores.Select(score => score.Value));

        // The floor is extrapolated from halves that are drawn by the values themselves: for 30 images of 3 features that choice moves it by some percent.
        Assert.All(scores, score => NumericAssert.Close(scores[2].Details["floorRatio"], score.Details["floorRatio"], 0, 0.15));
        Assert.Contains(
            result.Conclusions,
            conclusion => conclusion.Message.Contains("grows towards the input (rank correlation with depth -1.00; by geometric means, the half of the layers nearer to it has 256 times", StringComparison.Ordinal));
        Assert.Contains(result.Conclusions, conclusion => conclusion.Id == "layers-not-comparable" && conclusion.Kind == ConclusionKind.Warning);
    }

    [Fact]
    public void Run_EveryLayer_ScoresAsAnEvaluationOfThatLayerAlone()
    {
        EvaluationPlan plan = Plan() with { Generated = [fixture.Images("some", 15, 2), fixture.Images("more", 20, 3)], Models = ["fake"], Metrics = ["fid", "kid", "precision"] };
        ExperimentResult result = Layers(plan);

        Assert.Equal([0, 1], result.Series.Select(series => series.Generated!.Value));
        foreach (string layer in (string[])["map", "vector"])
        {
            RunResult alone = EvaluationFixture.Run(plan with { Extraction = new ExtractionOptions { Layer = layer } });
            foreach (ExperimentSeries series in result.Series)
            {
                ExperimentStep step = Assert.Single(series.Steps, step => step.Label == layer);
                Comparison expected = alone.Comparisons[series.Generated!.Value];
                Assert.Equal(expected.Metrics.Select(metric => metric.Score!.Value), step.Metrics.Select(metric => metric.Score!.Value));
                Assert.Equal(expected.Metrics.Select(metric => metric.Score!.Interval), step.Metrics.Select(metric => metric.Score!.Interval));
                Assert.Equal(expected.Protocol, step.Protocol);
            }
        }
    }

    [Fact]
    public void Run_BatchesAndThreads_ChangeNoDigit()
    {
        EvaluationPlan plan = Plan() with { Models = ["fake"] };
        double[] expected = Values(Layers(plan));
        int before = Parallelism.ThreadCount;
        try
        {
            foreach ((int threads, int batch) in ((int, int)[])[(1, 1), (2, 7), (3, 64)])
            {
                Parallelism.ThreadCount = threads;
                Assert.Equal(expected, Values(Layers(plan with { Extraction = new ExtractionOptions { BatchSize = batch } })));
            }
        }
        finally
        {
            Parallelism.ThreadCount = before;
        }
    }

    [Fact]
    public void Run_TwoModels_LooksOnceWithEachAndTellsHowFarItIs()
    {
        SensitivityFixture.Observer observer = new();
        SensitivityResult result = SensitivityFixture.Run("layers", Plan() with { Models = ["fake", "scaled"] }, observer);

        Assert.Equal(["fake:test", "scaled:test"], result.Experiments[0].Series.Select(series => series.Model));
        Assert.Equal(
            [("Looking by fake:test", 55, 55), ("Scoring layers of fake:test", 3, 3), ("Looking by scaled:test", 55, 55), ("Scoring layers of scaled:test", 3, 3)],
            observer.Parts);
        Assert.Equal((30, 25), (result.Reference.ImageCount!.Value, result.Generated[0].ImageCount!.Value));
    }

    [Fact]
    public void Run_MeasuredFloors_GiveEveryMetricARatio()
    {
        ExperimentResult result = Layers(Plan() with { Models = ["scaled"], Metrics = ["mmd-rbf", "sliced-wasserstein"], Floor = Fidelis.Evaluation.Floors.FloorKind.Measured });

        Assert.All(result.Series.SelectMany(series => series.Steps), step => Assert.Equal("measured", step.Find("sliced-wasserstein")!.FloorMethod));
    }

    [Fact]
    public void Run_MetricsThatNoLayerChanges_AreNamedAndLeftOut()
    {
        ExperimentResult result = Layers(Plan() with { Models = ["fake"], Metrics = ["fid", "is"] });

        Assert.All(result.Series.SelectMany(series => series.Steps), step => Assert.Equal(["fid"], step.Metrics.Select(metric => metric.Id)));
        Assert.Contains(result.Conclusions, conclusion => conclusion.Message.StartsWith("Whichever layer is chosen, is would be the same", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_OnlySomeLayersAndLargeMaps_AreTakenAsTheOptionsSay()
    {
        ExperimentResult result = Layers(Plan() with
        {
            Models = ["fake"],
            Extraction = new ExtractionOptions { Pooling = Pooling.Flatten },
            Settings = [new MetricAssignment("layers", "only", "map, vector"), new MetricAssignment("layers", "largest", "11")],
        });

        Assert.Equal([("map", "avg"), ("vector", "none")], result.Series[0].Steps.Select(step => (step.Label, step.Model.Pooling!)));
        Assert.Contains(result.Conclusions, conclusion => conclusion.Id == "pooled-layers" && conclusion.Message.Contains("(map has 12)", StringComparison.Ordinal));
        Assert.Equal([new("only", "map,vector"), new("largest", "11")], result.Options);
    }

    [Fact]
    public void Open_WhatCannotBe_IsRefusedWithTheRemedy()
    {
        EvaluationPlan plan = Plan() with { Models = ["fake"] };

        Assert.Contains("There is no experiment 'layer'. There is: ", SensitivityFixture.Refusal("layer", plan), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'layers'?", SensitivityFixture.Refusal("layer", plan), StringComparison.Ordinal);
        Assert.Contains("name a generated set behind it", SensitivityFixture.Refusal("layers", plan with { Generated = [] }), StringComparison.Ordinal);
        Assert.Contains("'map' of 'fake:test' is named: leave it out", SensitivityFixture.Refusal("layers", plan with { Models = ["fake@map"] }), StringComparison.Ordinal);
        Assert.Contains("No metric that is computed (is) looks at a layer", SensitivityFixture.Refusal("layers", plan with { Metrics = ["is"] }), StringComparison.Ordinal);
        Assert.Contains("gan-train trains a classifier", SensitivityFixture.Refusal("layers", plan with { Metrics = ["gan-train"] }), StringComparison.Ordinal);
        Assert.Contains("ct needs real images beside those", SensitivityFixture.Refusal("layers", plan with { Metrics = ["ct"] }), StringComparison.Ordinal);
        Assert.Contains("No model has a layer 'mapp'", SensitivityFixture.Refusal("layers", plan with { Settings = [new MetricAssignment("layers", "only", "mapp")] }), StringComparison.Ordinal);
        Assert.Contains("The model 'scaled:test' has none of the layers map", SensitivityFixture.Refusal("layers", plan with { Models = ["fake", "scaled"], Settings = [new MetricAssignment("layers", "only", "map")] }), StringComparison.Ordinal);
        Assert.Contains("layers: There is no option 'depth': there are only, largest.", SensitivityFixture.Refusal("layers", plan with { Settings = [new MetricAssignment("layers", "depth", "1")] }), StringComparison.Ordinal);
        string file = fixture.Features("reference.npz", plan.Reference);
        Assert.Contains("is a file of one layer: name the images", SensitivityFixture.Refusal("layers", plan with { Reference = file }), StringComparison.Ordinal);
    }

    private static ExperimentResult Layers(EvaluationPlan plan) => SensitivityFixture.RunOne("layers", plan);

    private static double[] Values(ExperimentResult result) => [.. result.Series.SelectMany(series => series.Steps).SelectMany(step => step.Metrics).Select(metric => metric.Score!.Value)];

    private EvaluationPlan Plan() => new() { Reference = fixture.Images("real", 30), Generated = [fixture.Images("fake", 25, 2)] };
}
