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

    private async Task<double[]> Scores(string model, string instructionSet)
    {
        CommandRun run = await CommandRun.Of(
            "evaluate", cells.Reference, cells.Generated, "--model", model, "--isa", instructionSet, "--json",
            "--metrics", "fid,is,kid,mmd-rbf,vendi,sliced-wasserstein,precision,density,one-nn");
        Assert.Equal(ExitCodes.Success, run.ExitCode);
        JsonNode comparison = JsonNode.Parse(run.Output)!["result"]!["comparisons"]![0]!;
        return [.. comparison["metrics"]!.AsArray().Select(metric => (double)metric!["value"]!)];
    }
}
