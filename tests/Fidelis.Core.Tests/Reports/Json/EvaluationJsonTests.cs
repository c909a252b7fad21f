using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Reports.Json;
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
