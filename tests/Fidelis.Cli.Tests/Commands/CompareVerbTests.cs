using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class CompareVerbTests(EvaluateVerbTests.Cells cells) : IClassFixture<EvaluateVerbTests.Cells>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Compare_TwoRuns_RanksAsOneRunOfBothDoes()
    {
        await Evaluate("one.json", [cells.Reference, cells.Generated]);
        await Evaluate("two.json", [cells.Reference, cells.Few]);
        CommandRun table = await CommandRun.Of("compare", At("one.json"), At("two.json"), "--csv", At("ranks.csv"), "--out", At("ranks.json"));

        Assert.Equal(ExitCodes.Success, table.ExitCode);
        Assert.StartsWith("place  generated", table.Output);
        Assert.Contains("behind the one before", table.Output);
        Assert.Contains("warning: The generated sets have ", table.Output);
        Assert.Contains("protocol: decode", table.Output);
        Assert.Equal(7, File.ReadAllLines(At("ranks.csv")).Length);
        RunEnvelope run = RunFile.Read(At("ranks.json"));
        Assert.Equal("comparison", run.Kind);

        await Evaluate("both.json", [cells.Reference, cells.Generated, cells.Few]);
        CommandRun json = await CommandRun.Of("compare", At("both.json"), "--json");
        Assert.Equal(PlacesOf(run.Result), PlacesOf(RunFile.Parse(json.Output).Result));
    }

    [Fact]
    public async Task Compare_WhatIsNotComparable_IsOneSentenceAndForcedBesideTheNumber()
    {
        await Evaluate("one.json", [cells.Reference, cells.Generated]);
        await Evaluate("reference.json", [cells.Generated, cells.Reference]);
        await Evaluate("protocol.json", [cells.Reference, cells.Generated, "--fit", "crop", "--protocol", "tf1"]);
        await Evaluate("options.json", [cells.Reference, cells.Generated, "--set", "is.splits=3"]);

        (await Compare("one.json", "reference.json")).AssertRefused("Scores are ranked against one reference");
        (await Compare("one.json", "protocol.json")).AssertRefused("Scores are ranked by one protocol");
        (await Compare("one.json", "options.json")).AssertRefused("but is of ");
        CommandRun forced = await Compare("one.json", "protocol.json", "--force");
        Assert.Equal(ExitCodes.Success, forced.ExitCode);
        Assert.Contains("(other protocol)", forced.Output);
        Assert.Contains("The places were forced and may mean nothing.", forced.Output);
        Assert.Equal(ExitCodes.Success, (await Compare("one.json", "options.json", "--metrics", "fid,kid")).ExitCode);
    }

    [Fact]
    public async Task Compare_FilesThatAreNone_AreOneSentence()
    {
        await Evaluate("one.json", [cells.Reference, cells.Generated]);
        File.WriteAllText(At("broken.json"), File.ReadAllText(At("one.json"))[..500]);
        await CommandRun.Of("pairs", cells.Reference, cells.Reference, "--out", At("pairs.json"));

        (await Compare("one.json", "none.json")).AssertRefused("none.json");
        (await Compare("one.json", "broken.json")).AssertRefused("is not a run file of schema fidelis-run/1");
        (await Compare("one.json", "pairs.json")).AssertRefused("is of kind 'pairs'");
        (await Compare("one.json", "one.json")).AssertRefused("is named 2 times");
        (await CommandRun.Of("compare", At("one.json"))).AssertRefused("At least two scores");
        (await CommandRun.Of("compare", At("one.json"), folder.Path)).AssertRefused("is a folder");
        (await Compare("one.json", "broken.json", "--out", At("one.json"))).AssertRefused("is an input");
        (await Compare("one.json", "broken.json", "--metrics", ",")).AssertRefused("is not a run file");
        Assert.Equal(ExitCodes.Syntax, (await CommandRun.Of("compare")).ExitCode);
    }

    private static IEnumerable<string> PlacesOf(JsonObject result) =>
        from ranking in result["rankings"]!.AsArray()
        from score in ranking!["scores"]!.AsArray()
        select $"{ranking["metric"]} {score!["rank"]} {score["score"]!["value"]} {score["behindFirst"]?["value"]}";

    private async Task Evaluate(string file, string[] arguments)
    {
        CommandRun run = await CommandRun.Of(["evaluate", .. arguments, "--model", cells.Model, "--metrics", "fid,is,kid", "--out", At(file)]);
        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
    }

    private Task<CommandRun> Compare(string first, string second, params string[] options) => CommandRun.Of(["compare", At(first), At(second), .. options]);

    private string At(string name) => Path.Combine(folder.Path, name);
}
