using System.Text;
using Fidelis.Networks.Architectures;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Preprocessing;
using Fidelis.Registry;
using Fidelis.Testing;

namespace Fidelis.Tests.Registry;

public sealed class ModelDescriptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Parse_Everything_IsRead()
    {
        folder.Write("names.txt", "cat\ndog\r\ncrane\ncrane\n"u8.ToArray());
        ModelDescription description = Parse(
            """
            { "protocol": { "resize": "pillow-lanczos", "range": [0, 255], "mean": 127, "std": [1, 2, 3], "channelOrder": "bgr" },
              "inputSize": [200, 100], "labels": "names.txt", "features": "pool", "probabilities": "out" }
            """);

        Assert.EndsWith("pillow-lanczos (float32, clipped to 0..255) where the size differs -> (x-127)/[1, 2, 3] in the order blue, green, red", description.Preprocessing!.Describe(new InputShape(4, 4, 3), Fit.Squash), StringComparison.Ordinal);
        Assert.Equal((200, 100), description.InputSize);
        Assert.Equal(["cat", "dog", "crane 2", "crane 3"], description.Labels);
        Assert.Equal(("pool", "out", true), (description.Features, description.Probabilities, description.IsClassifier));
    }

    [Fact]
    public void Parse_NamedProtocolAndNoClasses_AreRead()
    {
        ModelDescription description = Parse("""{ "protocol": "clip", "inputSize": 224, "probabilities": null }""");

        Assert.Equal("clip", description.Preprocessing!.Id);
        Assert.Equal((224, 224), description.InputSize);
        Assert.False(description.IsClassifier);
    }

    [Theory]
    [InlineData("[1]", "must be an object of protocol")]
    [InlineData("{ \"protocl\": \"clip\" }", "Did you mean 'protocol'?")]
    [InlineData("{ \"protocol\": \"clop\" }", "Did you mean 'clip'?")]
    [InlineData("{ \"protocol\": { \"men\": 1 } }", "no key \"men\"")]
    [InlineData("{ \"protocol\": { \"mean\": [1, 2] } }", "\"mean\" must be 3 numbers, or one for all channels")]
    [InlineData("{ \"protocol\": { \"mean\": [1, 2, \"3\"] } }", "\"mean\" must be 3 numbers")]
    [InlineData("{ \"protocol\": { \"std\": 0 } }", "\"std\" must be positive")]
    [InlineData("{ \"protocol\": { \"range\": 255 } }", "\"range\" must be 2 numbers")]
    [InlineData("{ \"protocol\": { \"range\": [1, 0] } }", "\"range\" must rise")]
    [InlineData("{ \"protocol\": { \"channelOrder\": \"grb\" } }", "\"channelOrder\" must be")]
    [InlineData("{ \"protocol\": { \"resize\": \"best\" } }", "must be one of")]
    [InlineData("{ \"inputSize\": [1, 2, 3] }", "\"inputSize\" must be")]
    [InlineData("{ \"inputSize\": 0.5 }", "\"inputSize\" must be")]
    [InlineData("{ \"labels\": [\"a\", \"a\"] }", "\"labels\" must be names that differ")]
    [InlineData("{ \"labels\": \"missing.txt\" }", "does not exist")]
    [InlineData("{ \"labels\": \"/dev/zero\" }", "a pipe or device")]
    [InlineData("{ \"labels\": [\"a\"], \"protocl\": \"clip\" }", "but protocol, inputSize, labels, features, probabilities. Did you mean 'protocol'?")]
    [InlineData("{ \"labels\": 3 }", "\"labels\" must be a list of names or the name of a file")]
    [InlineData("{ \"protocol\": 3 }", "\"protocol\" must be an id such as \"imagenet\" or an object of resize")]
    [InlineData("{ \"features\": \"a\", \"features\": \"b\" }", "must be JSON")]
    [InlineData("{ \"features\": 3 }", "\"features\" must be text")]
    [InlineData("{", "must be JSON")]
    public void Parse_WhatIsWrong_IsNamed(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_DamagedText_IsRefusedOrRead() => Mutations.Try<InputException>(
        [Encoding.UTF8.GetBytes("""{ "protocol": { "range": [0, 255], "mean": 127, "std": [1, 2, 3] }, "inputSize": [200, 100], "labels": ["a", "b"], "probabilities": null }""")],
        bytes => ModelDescription.Parse(bytes, "'x'", folder.Path),
        attempts: 3000,
        seed: 5);

    [Fact]
    public void Find_DescriptionBesideTheModel_ComesBeforeThatWithinIt()
    {
        LayeredNetwork network = ArchitectureCatalog.Find("biocnn-1").Create(new InputShape(32, 32, 3), ["a", "b"], seed: 1);
        string path = Path.Combine(folder.Path, "net.onnx");
        OnnxExport.Save(path, network, new Dictionary<string, string>());
        Assert.Null(ModelDescription.Find(OnnxModel.Load(path)).Preprocessing);

        OnnxExport.Save(path, network, new Dictionary<string, string> { ["fidelis"] = """{ "protocol": "native", "labels": ["a", "b"] }""" });
        Assert.Equal("native", ModelDescription.Find(OnnxModel.Load(path)).Preprocessing!.Id);

        folder.Write("net.fidelis.json", "{ \"protocol\": \"clip\" }"u8.ToArray());
        Assert.Equal("clip", ModelDescription.Find(OnnxModel.Load(path)).Preprocessing!.Id);
    }

    private ModelDescription Parse(string json) => ModelDescription.Parse(Encoding.UTF8.GetBytes(json), "'net.fidelis.json'", folder.Path);
}
