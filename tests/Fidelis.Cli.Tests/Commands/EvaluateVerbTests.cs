using System.Text.Json.Nodes;
using Fidelis.Evaluation;
using Fidelis.Imaging.Encoding;
using Fidelis.Imaging.Pixels;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Reports.Json;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed partial class EvaluateVerbTests(EvaluateVerbTests.Cells cells) : IClassFixture<EvaluateVerbTests.Cells>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_TwoSetsAndTwoModels_PrintsTheTableAndWritesRunFileAndRows()
    {
        string json = Path.Combine(folder.Path, "run.json");
        string csv = Path.Combine(folder.Path, "run.csv");
        CommandRun run = await Run([cells.Reference, cells.Generated, cells.Few, "--model", cells.Model + "@leaky_re_lu_1", "--model", cells.Model, "--out", json, "--csv", csv]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        string[] lines = run.Output.Split('\n');
        Assert.StartsWith("model ", lines[0]);
        Assert.Contains("fid ↓", lines[0]);
        Assert.Equal(4, lines.Skip(2).TakeWhile(line => line.Length > 0).Count());
        Assert.Contains("warning: FID compares covariances", run.Output);
        Assert.Contains("protocol: decode", run.Output);
        Assert.Equal(13, File.ReadAllLines(csv).Length);
        RunEnvelope read = RunFile.Read(json);
        Assert.Equal("evaluation", read.Kind);
        Assert.Equal("evaluate", read.Command[0]);
        JsonArray comparisons = (JsonArray)read.Result["comparisons"]!;
        Assert.Equal(4, comparisons.Count);
        Assert.Equal("leaky_re_lu_1", (string?)comparisons[0]!["model"]!["layer"]);
        Assert.Equal(32, (int)comparisons[0]!["model"]!["features"]!);
        Assert.Equal(24, (int)read.Inputs["reference"]!["images"]!);
        Assert.Equal(64, ((string?)read.Inputs["reference"]!["contentHash"])!.Length);
    }

    [Fact]
    public async Task Evaluate_PerClass_PrintsTheClassesAndCountsThemAsClassifyDoes()
    {
        string csv = Path.Combine(folder.Path, "run.csv");
        CommandRun run = await Run([.. Sets, "--per-class", "--metrics", "fid", "--csv", csv]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        string[] lines = run.Output.Split('\n');
        Assert.Contains("ifid ↓", lines[0]);
        Assert.Contains("conditional-accuracy ↑", lines[0]);
        Assert.Contains("class", lines[4]);
        Assert.Equal(["metric,class", "conditional-accuracy,", "fid,", "ifid,", "fid,a", "fid,b"], File.ReadAllLines(csv).Select(line => string.Join(',', line.Split(',')[6..8])));
        JsonNode metric = JsonNode.Parse((await Run([.. Sets, "--per-class", "--metrics", "fid", "--json"])).Output)!["result"]!["comparisons"]![0]!["metrics"]![0]!;
        JsonNode judged = JsonNode.Parse((await CommandRun.Of("classify", cells.Model, cells.Generated, "--json")).Output)!["result"]!["scores"]!;
        Assert.Equal(judged["confusion"]!.ToJsonString(), metric["details"]!["confusion"]!["counts"]!.ToJsonString());
        Assert.Equal(judged["accuracy"]!["interval"]!.ToJsonString(), metric["interval"]!.ToJsonString());
    }

    [Fact]
    public async Task Evaluate_MeasuredFloor_StandsBesideEveryScoreAgainstTheReference()
    {
        CommandRun run = await Run([.. Sets, "--metrics", "fid,precision", "--floor", "measured"]);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("precision floor", run.Output);
        Assert.Contains("note: Floors are measured: ", run.Output);

        CommandRun wrong = await Run([.. Sets, "--floor", "measure"]);
        Assert.Equal(ExitCodes.Input, wrong.ExitCode);
        Assert.Contains("--floor must be one of predicted, measured, but is 'measure'. Did you mean 'measured'?", wrong.Progress);
    }

    [Fact]
    public async Task Evaluate_GanTrain_TrainsWhereItIsNamedAndPrintsTheClasses()
    {
        CommandRun run = await Run([.. Sets, "--metrics", "gan-train", "--set", "gan-train.epochs=2"]);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("gan-train ↑", run.Output);
        Assert.Contains("should be \\ taken for", run.Output);

        CommandRun wrong = await Run([.. Sets, "--metrics", "gan-train", "--set", "gan-train.epochs=0"]);
        Assert.Equal(ExitCodes.Input, wrong.ExitCode);
        Assert.Contains("gan-train: The option 'epochs' must be a whole number from 1 to 1000000, or auto, but is '0'.", wrong.Progress);
    }

    [Fact]
    public async Task Evaluate_Json_PrintsTheRunFileAlone()
    {
        CommandRun run = await Run([.. Sets, "--json"]);

        Assert.Equal(RunFile.Schema, (string?)JsonNode.Parse(run.Output)!["schema"]);
        Assert.Equal(RunFile.ToText(RunFile.Parse(run.Output)), run.Output);
    }

    [Fact]
    public async Task Evaluate_BatchesAndThreads_ChangeNoDigit()
    {
        List<string> seen = [];
        foreach ((string batch, string threads) in ((string, string)[])[("1", "1"), ("7", "2"), ("64", "1")])
        {
            CommandRun run = await Run([.. Sets, "--json", "--batch", batch, "--threads", threads]);
            JsonNode metrics = JsonNode.Parse(run.Output)!["result"]!["comparisons"]![0]!["metrics"]!;
            seen.Add($"{metrics[0]!["value"]} {metrics[0]!["standardError"]} {metrics[0]!["floor"]} {metrics[1]!["value"]} {metrics[1]!["interval"]} {metrics[1]!["details"]}");
        }

        Assert.Single(seen.Distinct());
    }

    [Theory]
    [InlineData("--fail-above", "fid=0", ExitCodes.Threshold, "above the limit of 0")]
    [InlineData("--fail-below", "is=100", ExitCodes.Threshold, "below the limit of 100")]
    [InlineData("--fail-above", "fid=1e30", ExitCodes.Success, "")]
    [InlineData("--fail-above", "vendi=1", ExitCodes.Input, "one is on 'vendi'")]
    [InlineData("--fail-above", "fid", ExitCodes.Input, "metric=number")]
    public async Task Evaluate_Threshold_DecidesTheExitCode(string option, string threshold, int code, string message)
    {
        CommandRun run = await Run([.. Sets, option, threshold]);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Progress);
    }

    [Fact]
    public async Task Evaluate_FewerImagesThanSplits_ScoresTheRestAndSaysWhatToDo()
    {
        CommandRun run = await Run([cells.Reference, cells.Few, "--model", cells.Model]);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("error: Inception Score could not be computed. The Inception Score in 10 splits needs at least 10 generated images", run.Output);
        Assert.Contains("--set is.splits=1", run.Output);

        CommandRun remedied = await Run([cells.Reference, cells.Few, "--model", cells.Model, "--set", "is.splits=1"]);
        Assert.DoesNotContain("could not be computed", remedied.Output);

        CommandRun threshold = await Run([cells.Reference, cells.Few, "--model", cells.Model, "--fail-below", "is=1"]);
        Assert.Equal(ExitCodes.Input, threshold.ExitCode);
        Assert.Contains("The threshold on 'is' cannot be judged", threshold.Progress);

        CommandRun alone = await Run([cells.Reference, cells.Few, "--model", cells.Model, "--metrics", "is"]);
        Assert.Equal(ExitCodes.Input, alone.ExitCode);
        Assert.Contains("No score could be computed", alone.Progress);
        Assert.DoesNotContain("needs at least 10 generated images", alone.Progress);
    }

    [Fact]
    public async Task Evaluate_OneClassOfImages_IsScoredAndSaid()
    {
        CommandRun run = await Run([.. Sets, "--classes", "a"]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains(" 12 : 12 ", run.Output);
    }

    [Theory]
    [InlineData("truncated.jpg", true)]
    [InlineData("empty.png", false)]
    public async Task Evaluate_DamagedPicture_IsNamedOrSkipped(string name, bool truncated)
    {
        // The first bytes of a JPEG file, and no more.
        byte[] content = truncated ? [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1] : [];
        string set = Path.Combine(folder.Path, "damaged");
        Cells.Draw(folder, "damaged", 12, 7);
        folder.Write("damaged/a/" + name, content);

        (await Run([cells.Reference, set, "--model", cells.Model])).AssertRefused(name);

        CommandRun skipped = await Run([cells.Reference, set, "--model", cells.Model, "--on-bad-image", "skip"]);
        Assert.Equal(ExitCodes.Success, skipped.ExitCode);
        Assert.Contains("1 of 13 images cannot be read and were left out", skipped.Output);
    }

    [Fact]
    public async Task Evaluate_Realism_WritesTheValueOfEveryImageBesideTheRunFile()
    {
        string json = Path.Combine(folder.Path, "run.json");
        CommandRun run = await Run([cells.Reference, cells.Generated, "--model", cells.Model, "--metrics", "realism", "--out", json]);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        JsonObject result = RunFile.Read(json).Result;
        Assert.Equal("run.images.npz", (string?)result["values"]);
        using NpzFile values = NpzFile.Open(Path.Combine(folder.Path, "run.images.npz"));
        double[] realism = values.Read("realism_0").ToDoubles();
        Assert.Equal(24, realism.Length);
        Assert.Equal("a/000.png", values.Read("paths_0").ToTexts()[0]);

        // Written in the fewest digits that give it back.
        NumericAssert.Close(realism.Average(), (double)result["comparisons"]![0]!["metrics"]![0]!["value"]!, 0, 1e-15);
    }

    [Fact]
    public async Task Evaluate_HeldOutImages_AreForTheMetricsThatNeedThem()
    {
        (await Run([.. Sets, "--metrics", "ct"])).AssertRefused("name the training images as REFERENCE and the others by --held-out");
        (await Run([.. Sets, "--metrics", "fid", "--held-out", cells.Few])).AssertRefused("no metric that is computed looks at them");
        (await Run([.. Sets, "--metrics", "ct", "--held-out", cells.Reference])).AssertRefused("must be others than those of the training");
        CommandRun run = await Run([.. Sets, "--metrics", "ct,authpct", "--held-out", cells.Few, "--json"]);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        JsonNode file = JsonNode.Parse(run.Output)!;
        Assert.Equal(6, (int)file["inputs"]!["heldOut"]!["images"]!);
        Assert.Equal(6, (int)file["result"]!["comparisons"]![0]!["metrics"]![1]!["details"]!["heldOut"]!);

        string statistics = Path.Combine(folder.Path, "statistics.npz");
        await CommandRun.Of("stats", cells.Reference, "--model", cells.Model, "-o", statistics);
        (await Run([statistics, cells.Generated, "--model", cells.Model, "--metrics", "ct", "--held-out", cells.Few])).AssertRefused("holds statistics of all together");
    }

    [Fact]
    public async Task Evaluate_NoModel_NamesTheDefaultOne() => (await Run([cells.Reference, cells.Generated])).AssertRefused("inception-v3");

    [Fact]
    public async Task Evaluate_Help_HasEveryOptionAndAnExample()
    {
        CommandRun run = await CommandRun.Of("evaluate", "--help");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        foreach (string word in (string[])["--model", "--layer", "--pooling", "--fit", "--classes", "--protocol", "--metrics", "--set", "--seed", "--batch", "--threads", "--isa", "--limit", "--out", "--csv", "--json", "--fail-above", "--fail-below", "--on-bad-image", "Examples:", "fid,is"])
        {
            Assert.Contains(word, run.Output);
        }
    }

    private string[] Sets => [cells.Reference, cells.Generated, "--model", cells.Model];

    private static Task<CommandRun> Run(string[] arguments) => CommandRun.Of(["evaluate", .. arguments]);

    /// <summary>One untrained model and three small sets for all tests.</summary>
    public sealed class Cells : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Cells()
        {
            Model = Path.Combine(folder.Path, "model.safetensors");
            ModelFile.Save(Model, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());
            Reference = Draw(folder, "real", 24, 1);
            Generated = Draw(folder, "fake", 24, 2);
            Few = Draw(folder, "few", 6, 3);
        }

        public string Model { get; }

        public string Reference { get; }

        public string Generated { get; }

        public string Few { get; }

        public static string Draw(TemporaryFolder folder, string name, int count, int seed)
        {
            Random random = new(seed);
            for (int i = 0; i < count; i++)
            {
                byte[] rgb = new byte[32 * 32 * 3];
                random.NextBytes(rgb);
                folder.Write($"{name}/{"ab"[i % 2]}/{i:000}.png", PngEncoder.Encode(new PixelImage(32, 32, rgb)));
            }

            return Path.Combine(folder.Path, name);
        }

        public void Dispose() => folder.Dispose();
    }
}
