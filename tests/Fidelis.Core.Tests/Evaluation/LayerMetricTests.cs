using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Evaluation.Floors;
using Fidelis.Features;
using Fidelis.Metrics;
using Fidelis.Numerics.Errors;
using Fidelis.Reports.Csv;
using Fidelis.Reports.Json;

namespace Fidelis.Tests.Evaluation;

/// <summary>Metrics that look at a layer of their own, whichever layer the user chose: sFID.</summary>
public sealed class LayerMetricTests : IDisposable
{
    private readonly EvaluationFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Run_MetricOfALayer_IsWhatTheLayerChosenAndFlattenedGives()
    {
        EvaluationPlan plan = Plan("spatial") with { Metrics = ["fid", "sfid"] };
        RunResult chosen = EvaluationFixture.Run(Plan("spatial@sfid") with { Metrics = ["fid"], Extraction = new ExtractionOptions { Pooling = Pooling.Flatten } });
        RunResult result = EvaluationFixture.Run(plan);

        MetricScore expected = chosen.Comparisons[0].FindScored("fid")!.Score!;
        MetricResult spatial = result.Comparisons[0].FindScored("sfid")!;
        Assert.Equal(expected.Value, spatial.Score!.Value);
        Assert.Equal(expected.StandardError, spatial.Score.StandardError);
        Assert.Equal(expected.Floor, spatial.Score.Floor);
        Assert.Equal(12, spatial.Score.Details["features"]);
        Assert.Equal("sfid", spatial.Layer);
        Assert.Equal(EvaluationFixture.Run(plan with { Metrics = ["fid"] }).Comparisons[0].FindScored("fid")!.Score!.Value, result.Comparisons[0].FindScored("fid")!.Score!.Value);
        Assert.Contains(",sfid,flatten,", EvaluationCsv.ToText(result), StringComparison.Ordinal);
        JsonNode[] written = [.. EvaluationJson.Result(result)["comparisons"]![0]!["metrics"]!.AsArray().OfType<JsonNode>()];
        Assert.Equal([null, "flatten"], written.Select(metric => (string?)metric["pooling"]));
        Assert.Contains(result.Comparisons[0].Conclusions, conclusion => conclusion is { Id: "small-sample", Metric: "sfid" } && conclusion.Message.StartsWith("sFID compares covariances of 12 features", StringComparison.Ordinal) && conclusion.Message.EndsWith("Take at least 24 images.", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_OneNetworkWithoutTheLayer_SaysSoWhereTheMetricIsNamed()
    {
        RunResult result = EvaluationFixture.Run(Plan("fake") with { Metrics = ["fid", "sfid"], Models = ["fake", "spatial"] });

        MetricResult named = result.Comparisons[0].Metrics.Single(metric => metric.Id == "sfid");
        Assert.Null(named.Score);
        Assert.Contains("has no features of the layer 'sfid', which this metric looks at", named.Error, StringComparison.Ordinal);
        Assert.NotNull(result.Comparisons[1].FindScored("sfid"));
    }

    [Fact]
    public void Run_NoNetworkWithTheLayer_IsRefusedBeforeTheWork() => Assert.Contains(
        "sfid looks at the layer 'sfid', which 'fake:test' does not have",
        Assert.Throws<InputException>(() => EvaluationFixture.Run(Plan("fake") with { Metrics = ["fid", "sfid"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Run_AllMetrics_HaveItWhereTheLayerIs()
    {
        RunResult result = EvaluationFixture.Run(Plan("fake") with { Metrics = ["all"], Models = ["fake", "spatial"] });

        Assert.DoesNotContain(result.Comparisons[0].Metrics, metric => metric.Id == "sfid");
        Assert.NotNull(result.Comparisons[1].FindScored("sfid"));
    }

    [Fact]
    public void Run_FileOfFeatures_HasNoFurtherLayer()
    {
        EvaluationPlan plan = Plan("spatial") with { Metrics = ["fid", "sfid"] };
        string file = fixture.Features("r.npz", plan.Reference);

        foreach (EvaluationPlan files in (EvaluationPlan[])[plan with { Reference = file }, plan with { Generated = [file] }, plan with { Reference = file, Generated = [file], Models = [] }])
        {
            InputException refused = Assert.Throws<InputException>(() => EvaluationFixture.Run(files));
            Assert.Contains("r.npz' cannot hold: name images, or leave sfid out.", refused.Message, StringComparison.Ordinal);
        }
    }

    // Divisions of the reference and its classes take the rows of every layer along.
    [Fact]
    public void Run_ClassesAndMeasuredFloors_AreThoseOfTheLayer()
    {
        EvaluationPlan plan = Plan("spatial", "a", "b") with { Metrics = ["sfid"], PerClass = true, Floor = FloorKind.Measured };
        RunResult chosen = EvaluationFixture.Run(plan with { Models = ["spatial@sfid"], Metrics = ["fid"], Extraction = new ExtractionOptions { Pooling = Pooling.Flatten } });
        RunResult result = EvaluationFixture.Run(plan);

        Assert.DoesNotContain(result.Comparisons[0].Conclusions, conclusion => conclusion.Message.Contains("its prediction", StringComparison.Ordinal));
        Assert.Equal(chosen.Comparisons[0].FindScored("fid")!.Score!.Floor, result.Comparisons[0].FindScored("sfid")!.Score!.Floor);
        Assert.Equal(
            chosen.Comparisons[0].ClassMetrics.Where(metric => metric.Id == "fid").Select(metric => metric.Score!.Value),
            result.Comparisons[0].ClassMetrics.Where(metric => metric.Id == "sfid").Select(metric => metric.Score!.Value));
    }

    private EvaluationPlan Plan(string model, params string[] classes) => new()
    {
        Reference = fixture.Images("real", 20, 1, classes: classes),
        Generated = [fixture.Images("fake", 18, 2, classes: classes)],
        Models = [model],
    };
}
