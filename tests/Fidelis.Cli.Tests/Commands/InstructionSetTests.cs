using System.Runtime.Intrinsics.X86;
using System.Text.Json.Nodes;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Kernels;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Whole commands on every instruction set of this machine: it is a matter of time, not of scores.</summary>
[Collection(nameof(HostileInputTests.Alone))]
public sealed class InstructionSetTests(EvaluateVerbTests.Cells cells) : IClassFixture<EvaluateVerbTests.Cells>, IDisposable
{
    private const string Metrics = "fid,is,kid,mmd-rbf,vendi,sliced-wasserstein,precision,density,one-nn";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("biocnn-1")]
    [InlineData("biocnn-2")]
    public async Task Evaluate_EveryInstructionSet_GivesTheSameScores(string architecture)
    {
        string model = Path.Combine(folder.Path, "model.safetensors");
        ModelFile.Save(model, ArchitectureCatalog.Find(architecture).Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());
        double[] expected = await Scores(model, "portable");
        Assert.Equal(9, expected.Length);
        foreach (InstructionSet set in InstructionSets.Available)
        {
            // Float32 products are added in one order everywhere, so that not a digit differs. Tiles of bfloat16 may be off by what the project
            // promises; KID is the difference of means of kernel values near 1 and close to zero here, so that it gets their absolute errors.
            double[] actual = await Scores(model, set.Name);
            NumericAssert.Close(expected, actual, absolute: set.Name == "amx" ? 1e-9 : 0, relative: set.Name == "amx" ? 1e-5 : 0);
        }
    }

    /// <summary>What a processor without AVX-512 runs is other code: of half as many registers here, and of registers half as wide behind the network.</summary>
    [Fact]
    public async Task Evaluate_RuntimeWithoutAvx512_GivesTheSameScores()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "This machine has no AVX-512, so that every other test runs without.");
        string model = Path.Combine(folder.Path, "narrow.safetensors");
        string file = Path.Combine(folder.Path, "narrow.json");
        ModelFile.Save(model, ArchitectureCatalog.Find("biocnn-2").Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());
        using ProgramProcess process = new(
            new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0" },
            "evaluate", cells.Reference, cells.Generated, "--model", model, "--out", file, "--metrics", Metrics);
        (int exitCode, string progress) = await process.End(TestContext.Current.CancellationToken);
        Assert.True(exitCode == ExitCodes.Success, progress);

        JsonNode run = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Assert.Equal("avx2", (string?)run["machine"]!["isa"]);

        // Features have the same digits. Sums in float64 behind them may be cut otherwise where registers are narrower.
        NumericAssert.Close(await Scores(model, "avx512"), ScoresIn(run), absolute: 1e-12, relative: 1e-12);
    }

    private static double[] ScoresIn(JsonNode run) =>
        [.. run["result"]!["comparisons"]![0]!["metrics"]!.AsArray().Select(metric => (double)metric!["value"]!)];

    private async Task<double[]> Scores(string model, string instructionSet)
    {
        CommandRun run = await CommandRun.Of(
            "evaluate", cells.Reference, cells.Generated, "--model", model, "--isa", instructionSet, "--json", "--metrics", Metrics);
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        return ScoresIn(JsonNode.Parse(run.Output)!);
    }
}
