using Fidelis.Networks.Architectures;
using Fidelis.Networks.Weights;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class ModelsVerbTests
{
    [Fact]
    public async Task List_AnyInstallation_Succeeds()
    {
        CommandRun run = await CommandRun.Of(["models", "list"]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Empty(run.Progress);
    }

    [Fact]
    public async Task Show_ModelFile_ListsItsLayersAndMarksTheDefault()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "my [odd] model.safetensors");
        LayeredNetwork network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        ModelFile.Save(path, network, new Dictionary<string, string> { ["credit"] = "Our own slides [CC BY 4.0]" });

        CommandRun run = await CommandRun.Of(["models", "show", path]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("Our own slides [CC BY 4.0]", run.Output, StringComparison.Ordinal);
        string[] lines = run.Output.Split('\n');
        Assert.All(network.Layers, layer => Assert.Contains(lines, line => line.Contains($" {layer.Name} ", StringComparison.Ordinal)));
        Assert.Contains($" {network.DefaultFeatureLayer} ", Assert.Single(lines, line => line.TrimStart().StartsWith("* ", StringComparison.Ordinal) && !line.Contains("parameters", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"{network.Parameters.Sum(parameter => parameter.Value.Length):N0} parameters", run.Output, StringComparison.Ordinal);

        CommandRun chosen = await CommandRun.Of(["models", "show", path + "@dense"]);
        Assert.Contains(chosen.Output.Split('\n'), line => line.TrimStart().StartsWith("* ", StringComparison.Ordinal) && line.Contains(" dense ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nothing", "There is no model 'nothing'")]
    [InlineData("no/such.safetensors", "does not exist")]
    public async Task Show_UnknownModel_IsOneSentenceAndCodeTwo(string model, string expected)
    {
        CommandRun run = await CommandRun.Of(["models", "show", model]);

        Assert.Equal(ExitCodes.Input, run.ExitCode);
        Assert.Contains(expected, run.Progress, StringComparison.Ordinal);
    }
}
