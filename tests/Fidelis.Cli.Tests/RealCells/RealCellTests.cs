using System.Text.Json.Nodes;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.RealCells;

/// <summary>
/// The main job on real blood cells and the images of a real GAN. They lie outside the repository: the environment variable
/// <c>FIDELIS_SHARED</c> names the folder that holds <c>data/blood-cells</c> and <c>data/blood-cells-gan</c>.
/// </summary>
public sealed class RealCellTests
{
    private const string Classes = "eosinophil,lymphocyte,monocyte,neutrophil";

    // 444 and 448 of 452 were right when the models were shipped. The pixels are exact and the networks deterministic, so that the
    // counts can only move where another instruction set rounds a tie the other way: one image is allowed.
    [Theory]
    [InlineData("biocnn-1:blood-cells", 444)]
    [InlineData("biocnn-2:blood-cells", 448)]
    public async Task Classify_TestImages_GivesTheAccuracyOfTheModelCard(string model, int correct)
    {
        CommandRun run = await CommandRun.Of("classify", model, Path.Combine(Data("blood-cells"), "test"), "--json");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.InRange((int)JsonNode.Parse(run.Output)!["result"]!["scores"]!["accuracy"]!["correct"]!, correct - 1, correct + 1);
    }

    [Theory]
    [InlineData("biocnn-1:blood-cells")]
    [InlineData("biocnn-2:blood-cells")]
    public async Task Evaluate_EpochsOfAGan_AreOrderedAsTheEyeOrdersThem(string model)
    {
        using TemporaryFolder folder = new();
        string early = CopyEpochs(folder, "early", ["010", "020", "030", "040", "050"]);
        string late = CopyEpochs(folder, "late", ["060", "090", "100", "110", "120"]);
        string real = Data("blood-cells");

        CommandRun run = await CommandRun.Of(
            "evaluate", Path.Combine(real, "test"), early, late, Path.Combine(real, "val"), "--classes", Classes, "--model", model, "--json");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        JsonArray comparisons = JsonNode.Parse(run.Output)!["result"]!["comparisons"]!.AsArray();
        double[] fid = [.. comparisons.Select(comparison => Value(comparison!, "fid"))];
        double[] inceptionScore = [.. comparisons.Select(comparison => Value(comparison!, "is"))];
        Assert.True(fid[0] > fid[1] && fid[1] > fid[2], $"FID of early, late, real: {string.Join(", ", fid)}");
        Assert.True(inceptionScore[0] < inceptionScore[1] && inceptionScore[1] < inceptionScore[2], $"IS of early, late, real: {string.Join(", ", inceptionScore)}");
    }

    private static double Value(JsonNode comparison, string metric) =>
        (double)comparison["metrics"]!.AsArray().Single(entry => (string?)entry!["id"] == metric)!["value"]!;

    private static string CopyEpochs(TemporaryFolder folder, string name, string[] epochs)
    {
        foreach (string className in Classes.Split(','))
        {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(Data("blood-cells-gan"), className)))
            {
                if (epochs.Any(epoch => Path.GetFileName(path).StartsWith($"ep{epoch}_", StringComparison.Ordinal)))
                {
                    folder.Write(Path.Combine(name, className, Path.GetFileName(path)), File.ReadAllBytes(path));
                }
            }
        }

        return Path.Combine(folder.Path, name);
    }

    private static string Data(string set)
    {
        string? shared = Environment.GetEnvironmentVariable("FIDELIS_SHARED");
        Assert.SkipWhen(string.IsNullOrEmpty(shared), "FIDELIS_SHARED does not name the folder of the real images.");
        return Path.Combine(shared!, "data", set);
    }
}
