using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Metrics;
using Fidelis.Reports.Json;
using Fidelis.Statistics;
using Fidelis.Testing;

namespace Fidelis.Tests.Reports.Json;

public sealed class EvaluationJsonTests
{
    [Fact]
    public void Result_Example_IsAsTheSchemaSays() => Snapshot.Match("Fidelis.Core.Tests", "evaluation-run.json", RunFile.ToText(Run()));

    [Fact]
    public void Result_NumbersThatJsonLacks_AreStringsAndAbsentOnesNull()
    {
        JsonArray comparisons = (JsonArray)EvaluationJson.Result(EvaluationExample.Result)["comparisons"]!;

        Assert.Equal("Infinity", (string?)comparisons[1]!["metrics"]![0]!["value"]);
        Assert.Equal("NaN", (string?)comparisons[0]!["metrics"]![0]!["details"]!["x"]);
        Assert.Null(comparisons[1]!["metrics"]![1]!["value"]);
        Assert.Equal("'foreign.npz' has no class probabilities.", (string?)comparisons[1]!["metrics"]![1]!["error"]);
        Assert.Equal(10, (long)comparisons[0]!["metrics"]![1]!["options"]!["splits"]!);
        Assert.Equal("none", (string?)comparisons[0]!["metrics"]![1]!["options"]!["shuffle-seed"]);
        Assert.Equal(0.875, (double)comparisons[0]!["seconds"]!["total"]!);
    }

    [Fact]
    public void Result_Confusion_IsADetailWithClassesCountsAndRecall()
    {
        MetricScore score = new(0.5) { Confusion = new ClassConfusion(["a", "b"], new ConfusionMatrix(2, [0, 0], [0, 1])), Details = new Dictionary<string, double> { ["classes"] = 1 } };
        Comparison comparison = EvaluationExample.Result.Comparisons[0] with { Metrics = [new MetricResult("conditional-accuracy", score, null, null, 2, [], 0)], ClassMetrics = [] };

        JsonNode details = EvaluationJson.Result(EvaluationExample.Result with { Comparisons = [comparison] })["comparisons"]![0]!["metrics"]![0]!["details"]!;

        Assert.Equal("""{"classes":1,"confusion":{"classes":["a","b"],"counts":[[1,1],[0,0]],"recall":[0.5,null]}}""", details.ToJsonString());
    }

    private static RunEnvelope Run() => new()
    {
        Kind = EvaluationJson.Kind,
        Version = "0.1.0",
        Created = DateTimeOffset.UnixEpoch,
        Command = ["evaluate", "real", "fake, \"early\"", "foreign.npz"],
        Seed = 1,
        Seconds = 1.5,
        Machine = new MachineDescription("Linux", "CPU", 2, "portable"),
        Inputs = EvaluationJson.Inputs(EvaluationExample.Result),
        Result = EvaluationJson.Result(EvaluationExample.Result),
    };
}
