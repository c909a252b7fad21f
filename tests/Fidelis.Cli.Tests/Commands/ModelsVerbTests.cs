using System.Globalization;
using System.Security.Cryptography;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Weights;
using Fidelis.Networks.Weights.Npz;
using Fidelis.Numerics.Randomness;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

public sealed class ModelsVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task List_NothingStored_NamesTheShippedModelsAndWhatCanBePulled()
    {
        CommandRun run = await CommandRun.Of(["models", "list"]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Empty(run.Progress);
        Assert.Contains("biocnn-1:blood-cells", run.Output, StringComparison.Ordinal);
        Assert.Contains("absent", run.Output.Split('\n').Single(line => line.StartsWith("inception-v3 ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Get inception-v3 by `fidelis models pull inception-v3`.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ModelFile_ListsItsLayersAndMarksTheDefault()
    {
        string path = Path.Combine(folder.Path, "my [odd] model.safetensors");
        LayeredNetwork network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1);
        ModelFile.Save(path, network, new Dictionary<string, string> { ["credit"] = "Our own slides [CC BY 4.0]" });

        CommandRun run = await CommandRun.Of(["models", "show", path]);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("Our own slides [CC BY 4.0]", run.Output, StringComparison.Ordinal);
        string[] lines = run.Output.Split('\n');
        Assert.All(network.Layers, layer => Assert.Contains(lines, line => line.Contains($" {layer.Name} ", StringComparison.Ordinal)));
        Assert.Contains($" {network.DefaultFeatureLayer} ", Assert.Single(lines, line => line.TrimStart().StartsWith("* ", StringComparison.Ordinal) && !line.Contains("parameters", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{network.Parameters.Sum(parameter => parameter.Value.Length):N0} parameters"), run.Output, StringComparison.Ordinal);

        CommandRun chosen = await CommandRun.Of(["models", "show", path + "@dense"]);
        Assert.Contains(chosen.Output.Split('\n'), line => line.TrimStart().StartsWith("* ", StringComparison.Ordinal) && line.Contains(" dense ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Show_MetadataWithControlCharacters_StayOnTheirLine()
    {
        string path = Path.Combine(folder.Path, "model.safetensors");
        ModelFile.Save(path, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a\u001b[31m", "b"], 1), new Dictionary<string, string> { ["credit"] = "x\u001b[31m\nerror: y" });

        CommandRun run = await CommandRun.Of(["models", "show", path]);

        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Contains("credit:             x\\u001b[31m\\u000aerror: y\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_DamagedModel_HidesNoOther()
    {
        string stored = folder.Write("models/biocnn-1.cut.safetensors", "no weights"u8.ToArray());

        CommandRun run = await Run(null, [], "models", "list");

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        Assert.Contains("damaged", Assert.Single(run.Output.Split('\n'), line => line.StartsWith("biocnn-1:cut ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("biocnn-2:blood-cells", run.Output, StringComparison.Ordinal);
        Assert.Contains($"'{stored}'", run.Progress, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", "There is no model 'nothing'")]
    [InlineData("no/such.safetensors", "does not exist")]
    [InlineData("weights.pth", "does not exist")]
    [InlineData("inception-v3", "run `fidelis models pull inception-v3`, or download https://")]
    public async Task Show_UnknownModel_IsOneSentenceAndCodeTwo(string model, string expected) => (await CommandRun.Of(["models", "show", model])).AssertRefused(expected);

    [Fact]
    public async Task Pull_Offline_SaysWhatToDoByHandAndOpensNoConnection()
    {
        using LocalServer server = new(_ => new LocalServer.Answer(404, []));
        PublishedWeights weights = new("inception-v3", 10, new string('a', 64), [server.AddressOf("weights.pth")]);

        CommandRun run = await Run(weights, new() { ["FIDELIS_OFFLINE"] = "1" }, "models", "pull", "inception-v3");

        run.AssertRefused($"FIDELIS_OFFLINE forbids connections: unset it, or download {server.AddressOf("weights.pth")} by hand (10 bytes, SHA-256 aaaa");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Pull_ServerFails_IsOneSentenceAndCodeTwo()
    {
        using LocalServer server = new(_ => new LocalServer.Answer(404, []));
        PublishedWeights weights = new("inception-v3", 10, new string('a', 64), [server.AddressOf("weights.pth")]);

        (await Run(weights, [], "models", "pull", "inception-v3")).AssertRefused("could not be downloaded (127.0.0.1/weights.pth: it answers 404 Answer)");
        (await Run(weights, [], "models", "pull", "resnet")).AssertRefused("The models that can be pulled are inception-v3, but the name is 'resnet'.");
    }

    [Fact]
    public async Task Pull_PublishedWeights_AreStoredFoundAndExported()
    {
        LayeredNetwork network = Drawn();
        byte[] file = Written(network);
        using LocalServer server = new(request => LocalServer.Answer.Of(file, request) with { Body = request.From is null ? file[..50_000_000] : file[50_000_000..], Length = request.From is null ? file.Length : file.Length - 50_000_000 });
        PublishedWeights weights = new("inception-v3", file.Length, Convert.ToHexStringLower(SHA256.HashData(file)), [server.AddressOf("weights.pth")]);

        CommandRun pull = await Run(weights, [], "models", "pull", "inception-v3");

        Assert.True(pull.ExitCode == ExitCodes.Success, pull.Progress);
        Assert.Contains("inception-v3: stored in ", pull.Output, StringComparison.Ordinal);
        Assert.Contains(ModelFile.HashOf(network), pull.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", pull.Progress, StringComparison.Ordinal);
        Assert.Equal([null, 50_000_000], server.Requests.Select(request => request.From));
        Assert.Equal(["inception-v3.safetensors"], Directory.GetFiles(Path.Combine(folder.Path, "models")).Select(Path.GetFileName));

        Assert.Contains("is stored already", (await Run(weights, [], "models", "pull", "inception-v3")).Output, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("stored", (await Run(weights, [], "models", "list")).Output.Split('\n').Single(line => line.StartsWith("inception-v3 ", StringComparison.Ordinal)), StringComparison.Ordinal);

        string exported = Path.Combine(folder.Path, "weights.npz");
        CommandRun export = await Run(weights, [], "models", "export", "inception-v3", "-o", exported);
        Assert.True(export.ExitCode == ExitCodes.Success, export.Progress);
        using (NpzFile npz = NpzFile.Open(exported))
        {
            Assert.Equal(network.Parameters.Select(parameter => parameter.Name), npz.Keys);
            Assert.Equal(network.Parameters[^1].Value.Data, npz.Read("fc.bias").ToSingles());
        }

        CommandRun import = await Run(weights, [], "models", "import", exported, "--as", "again");
        Assert.Contains("inception-v3:again: stored in ", import.Output, StringComparison.Ordinal);
        Assert.Contains(ModelFile.HashOf(network), import.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Model_IsFoundByItsName()
    {
        string path = Path.Combine(folder.Path, "best.safetensors");
        ModelFile.Save(path, ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], 1), new Dictionary<string, string>());

        (await Run(null, [], "models", "import", path)).AssertRefused("add --as NAME");
        CommandRun run = await Run(null, [], "models", "import", path, "--as", "tissue");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        Assert.Contains("biocnn-1:tissue: stored in ", run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, (await Run(null, [], "models", "show", "biocnn-1:tissue")).ExitCode);
    }

    [Theory]
    [InlineData("cbuiltins\nopen\n.", "is none of these")]
    [InlineData("", "is empty")]
    public async Task Import_NoWeights_IsRefused(string text, string sentence) =>
        (await Run(null, [], "models", "import", folder.Write("weights.pth", System.Text.Encoding.ASCII.GetBytes(text)))).AssertRefused(sentence);

    [Fact]
    public async Task Export_OtherExtension_IsRefused() =>
        (await CommandRun.Of("models", "export", "biocnn-1:blood-cells", "-o", Path.Combine(folder.Path, "weights.pth"))).AssertRefused("must end in .safetensors, .onnx or .npz");

    private static LayeredNetwork Drawn()
    {
        LayeredNetwork network = InceptionV3.Create();
        Xoshiro256 random = new(6);
        foreach (Parameter parameter in network.Parameters)
        {
            for (int i = 0; i < parameter.Value.Length; i++)
            {
                parameter.Value.Data[i] = (float)random.NextDouble();
            }
        }

        return network;
    }

    private byte[] Written(LayeredNetwork network)
    {
        string path = Path.Combine(folder.Path, "published");
        new SafetensorsFile(new Dictionary<string, string>(), [.. ParameterValues.Of(network.Parameters)]).Write(path);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private Task<CommandRun> Run(PublishedWeights? published, Dictionary<string, string> environment, params string[] arguments)
    {
        environment[UserCache.Variable] = folder.Path;
        return CommandRun.Pulling(published is null ? PublishedWeights.All : [published], environment, arguments);
    }
}
