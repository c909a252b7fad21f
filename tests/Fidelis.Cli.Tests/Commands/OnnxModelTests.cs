using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Onnx.Export;
using Fidelis.Testing;

namespace Fidelis.Cli.Tests.Commands;

/// <summary>Networks that come as ONNX files, in every verb that looks at images.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OnnxModelTests()
    {
        for (int i = 0; i < 2; i++)
        {
            ClassFolders.Write(Path.Combine(folder.Path, "set", "abc"[i].ToString()), 6, ((byte)(90 * i), 200, 30), 40);
            ClassFolders.Write(Path.Combine(folder.Path, "other", "abc"[i].ToString()), 5, (60, (byte)(120 * i), 90), 40);
        }
    }

    private string Set => Path.Combine(folder.Path, "set");

    private string Other => Path.Combine(folder.Path, "other");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_ExportedModel_GivesTheScoresOfTheModel()
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("models", "export", "biocnn-2:blood-cells", "-o", model)).ExitCode);

        CommandRun run = await CommandRun.Of("evaluate", Set, Other, "--model", "biocnn-2:blood-cells", "--model", model, "--metrics", "is,kid", "--json");

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        using JsonDocument result = JsonDocument.Parse(run.Output);
        JsonElement[] comparisons = [.. result.RootElement.GetProperty("result").GetProperty("comparisons").EnumerateArray()];
        Assert.Equal("activation_3", comparisons[1].GetProperty("model").GetProperty("layer").GetString());
        for (int i = 0; i < 2; i++)
        {
            double[] values = [.. comparisons.Select(comparison => comparison.GetProperty("metrics")[i].GetProperty("value").GetDouble())];
            // Two engines in float32: features agree within 1e-6 of the largest, and scores are smooth in them.
            NumericAssert.Close(values[0], values[1], absolute: 1e-9, relative: 1e-5);
        }
    }

    [Fact]
    public async Task Verbs_ExportedModel_TakeIt()
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        OnnxExport.Save(model, Network(), new Dictionary<string, string> { ["fidelis"] = """{ "protocol": "native", "labels": ["a", "b", "c"] }""" });

        foreach (string[] arguments in (string[][])[
            ["features", Set, "-o", Path.Combine(folder.Path, "f.npz"), "--model", model + "@conv2d_1", "--pooling", "max"],
            ["stats", Set, "-o", Path.Combine(folder.Path, "s.npz"), "--model", model],
            ["classify", model, Set],
            ["neighbors", Set, Other, "--model", model]])
        {
            CommandRun run = await CommandRun.Of(arguments);
            Assert.True(run.ExitCode == ExitCodes.Success, $"{arguments[0]}: {run.Progress}");
        }
    }

    [Fact]
    public async Task Show_OnnxFile_ListsEveryTensorAndWhatIsNotSaid()
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        OnnxExport.Save(model, Network(), new Dictionary<string, string> { ["credit"] = "our slides" });

        CommandRun run = await CommandRun.Of("models", "show", model);

        Assert.Equal(ExitCodes.Success, run.ExitCode);
        string[] lines = run.Output.Split('\n');
        Assert.All(Network().Layers, layer => Assert.Contains(lines, line => line.Contains($" {layer.Name} ", StringComparison.Ordinal)));
        Assert.Contains("our slides", run.Output, StringComparison.Ordinal);
        Assert.Contains("image: Float32 [n, 3, 32, 32]", run.Output, StringComparison.Ordinal);
        Assert.Contains("dense, 3 classes", run.Output, StringComparison.Ordinal);
        Assert.Contains("not said: name it by --protocol", run.Output, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.TrimStart().StartsWith("*  dropout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluate_NothingSaidOfPictures_IsRefusedWithAProposal()
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        OnnxExport.Save(model, Network(), new Dictionary<string, string>());

        (await CommandRun.Of("evaluate", Set, Other, "--model", model)).AssertRefused("name what it was trained with by --protocol");
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("evaluate", Set, Other, "--model", model, "--protocol", "imagenet", "--metrics", "kid")).ExitCode);
        folder.Write("network.fidelis.json", """{ "protocol": "clip" }"""u8.ToArray());
        CommandRun described = await CommandRun.Of("evaluate", Set, Other, "--model", model, "--metrics", "kid");
        Assert.Contains("/[0.26862955, 0.2613026, 0.2757771]", described.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_BrokenOnnxFile_AreRefusedInOneSentence()
    {
        using MemoryStream bytes = new();
        OnnxExport.Write(bytes, Network(), new Dictionary<string, string>());

        (await CommandRun.Of("models", "show", folder.Write("cut.onnx", bytes.ToArray()[..5000]))).AssertRefused("is damaged");
        (await CommandRun.Of("models", "show", folder.Write("text.onnx", "no network"u8.ToArray()))).AssertRefused("text.onnx");
        (await CommandRun.Of("models", "show", folder.Write("empty.onnx", []))).AssertRefused("is empty, or a pipe or device");
        string device = Path.Combine(folder.Path, "device.onnx");
        File.CreateSymbolicLink(device, "/dev/zero");
        (await CommandRun.Of("models", "show", device)).AssertRefused("is empty, or a pipe or device");
        (await CommandRun.Of("models", "show", Path.Combine(folder.Path, "missing.onnx"))).AssertRefused("does not exist");
        (await CommandRun.Of("features", Set, "-o", Path.Combine(folder.Path, "f.npz"), "--protocol", "native", "--model", folder.Write("network.onnx", bytes.ToArray()) + "@conv2d_9"))
            .AssertRefused("has no layer 'conv2d_9'");
    }

    [Fact]
    public async Task Import_Options_BecomeTheDescriptionBesideTheModel()
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        OnnxExport.Save(model, Network(), new Dictionary<string, string>());
        string names = folder.Write("names.txt", "a\nb\nc\n"u8.ToArray());

        CommandRun run = await CommandRun.Of("models", "import", model, "--range", "-1,1", "--features", "leaky_re_lu_4", "--class-names", names);

        Assert.True(run.ExitCode == ExitCodes.Success, run.Progress);
        using JsonDocument description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "network.fidelis.json")));
        Assert.Equal("names.txt", description.RootElement.GetProperty("labels").GetString());
        string shown = (await CommandRun.Of("models", "show", model)).Output;
        Assert.Contains("-> x/127.5-1", shown, StringComparison.Ordinal);
        Assert.Contains(shown.Split('\n'), line => line.TrimStart().StartsWith("*  leaky_re_lu_4", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.Success, (await CommandRun.Of("classify", model, Set)).ExitCode);
    }

    [Theory]
    [InlineData("another name", "--as", "x", "leave --as out")]
    [InlineData("no such tensor", "--features", "flat", "has no layer 'flat'")]
    [InlineData("other size", "--input-size", "64", "images of one size, height 32")]
    [InlineData("no number", "--mean", "a", "--mean must be numbers")]
    [InlineData("two numbers", "--mean", "1,2", "\"mean\" must be 3 numbers")]
    [InlineData("no labels", "--class-names", "missing.txt", "does not exist")]
    [InlineData("no vector of classes", "--probabilities", "conv2d_1", "or a dense layer, but 'conv2d_1' is not.")]
    public async Task Import_WhatTheModelContradicts_IsRefusedAndNothingIsWritten(string what, string option, string value, string sentence)
    {
        string model = Path.Combine(folder.Path, "network.onnx");
        OnnxExport.Save(model, Network(), new Dictionary<string, string>());

        (await CommandRun.Of("models", "import", model, option, value)).AssertRefused(sentence);

        Assert.False(File.Exists(Path.Combine(folder.Path, "network.fidelis.json")), what);
    }

    [Fact]
    public async Task Import_DescriptionWithoutAnOnnxFile_IsRefused()
    {
        (await CommandRun.Of("models", "import", Path.Combine(folder.Path, "weights.pth"), "--mean", "1")).AssertRefused("says something of an .onnx file");
        (await CommandRun.Of("models", "import", Path.Combine(folder.Path, "network.onnx"))).AssertRefused("Something must be said");
        (await CommandRun.Of("models", "import", Path.Combine(folder.Path, "network.onnx"), "--protocol", "clip", "--mean", "1")).AssertRefused("must be left out");
    }

    private static LayeredNetwork Network() => ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b", "c"], seed: 1);
}
