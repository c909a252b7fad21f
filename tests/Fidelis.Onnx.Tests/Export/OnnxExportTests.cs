using System.Diagnostics;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Export;

/// <summary>The standing oracle of the engine: every architecture, computed by us and by ONNX Runtime.</summary>
public sealed class OnnxExportTests
{
    public static TheoryData<string> Architectures => [.. ArchitectureCatalog.All.Select(architecture => architecture.Id), InceptionV3.Id];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Write_AnyArchitecture_GivesTheSameNumbersInTheRuntime(string id)
    {
        Float32Products.Require();
        LayeredNetwork network = Create(id);
        OnnxNetwork exported = new(Export(network), new OnnxNetworkOptions());
        InputShape input = network.Input;
        Tensor images = new(Lcg.Floats(5, 2 * input.Height * input.Width * 3, 2, -1), 2, input.Height, input.Width, 3);

        // Inception's maps of all layers together would take a gigabyte: every tenth layer, and all that have no successor of their own kind.
        string[] layers = [.. network.Layers.Select(layer => layer.Name).Where((_, i) => id != InceptionV3.Id || i % 10 == 0 || i > network.Layers.Count - 12)];
        IReadOnlyDictionary<string, Tensor> expected = network.Infer(images, layers);
        IReadOnlyDictionary<string, Tensor> actual = exported.Infer(images, layers);

        Assert.Equal(network.ProbabilityLayer, exported.ProbabilityLayer);
        Assert.Equal(network.Input, exported.Input);
        foreach (string layer in layers)
        {
            Assert.Equal(network.Layers.Single(own => own.Name == layer).Shape, exported.Layers.Single(other => other.Name == layer).Shape);
            // Sums of up to some thousand float32 products in another order, through up to 94 layers: 1e-5 of the layer's largest value. A wrong
            // padding, epsilon or order of channels changes values by more than a hundredth of it.
            float largest = expected[layer].Data.Max(Math.Abs);
            NumericAssert.Close(expected[layer].Data, actual[layer].Data, absolute: 2e-5 * largest);
        }
    }

    [Fact]
    public void Write_Metadata_CanBeReadBack()
    {
        using MemoryStream bytes = new();
        OnnxExport.Write(bytes, Create("biocnn-1"), new Dictionary<string, string> { ["seed"] = "7" });

        OnnxModel model = OnnxModel.Parse(bytes.ToArray(), "exported.onnx", folder: null);

        Assert.Equal(("7", "fidelis", "17"), (model.Metadata["seed"], model.Metadata["producer"], model.Metadata["opset"]));
        Assert.Equal([-1, 3, 64, 64], Assert.Single(model.Graph.Inputs).Shape);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Write_AnyArchitecture_PassesTheCheckerOfOnnx(string id)
    {
        const string Program = "import sys, onnx; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True); print('sound')";
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, id + ".onnx");
        OnnxExport.Save(path, Create(id), new Dictionary<string, string>());

        (int code, string said) = Python("-c", "import onnx");
        Assert.SkipWhen(code != 0, "Debian's python3-onnx is not installed.");
        (code, said) = Python("-c", Program, path);

        Assert.True(code == 0, said);
        Assert.Equal("sound", said.Trim());
    }

    private static (int Code, string Said) Python(params string[] arguments)
    {
        const string Interpreter = "/usr/bin/python3";
        if (!File.Exists(Interpreter))
        {
            return (1, "");
        }

        using Process process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result);
    }

    private static OnnxModel Export(LayeredNetwork network)
    {
        using MemoryStream bytes = new();
        OnnxExport.Write(bytes, network, new Dictionary<string, string>());
        return OnnxModel.Parse(bytes.ToArray(), network.Architecture + ".onnx", folder: null);
    }

    /// <summary>Creates a network whose numbers stay near one through all layers, with no parameter at its neutral value.</summary>
    private static LayeredNetwork Create(string id)
    {
        LayeredNetwork network = id == InceptionV3.Id
            ? InceptionV3.Create()
            : ArchitectureCatalog.Find(id).Create(ArchitectureCatalog.Find(id).DefaultInput, ["a", "b", "c"], seed: 3);
        uint seed = 1;
        foreach (Parameter parameter in network.Parameters)
        {
            double spread = parameter.Name switch
            {
                _ when parameter.Value.Rank > 1 => Math.Sqrt(12.0 * 2 / (parameter.Value.Length / parameter.Value.Shape[0])),
                _ => 0.5,
            };
            double centre = parameter.Name.EndsWith("variance", StringComparison.Ordinal) || (parameter.Value.Rank == 1 && parameter.Name.EndsWith(".weight", StringComparison.Ordinal)) ? 1 : 0;
            Lcg.Floats(seed++, parameter.Value.Length, spread, centre - (spread / 2)).CopyTo(parameter.Value.Data, 0);
        }

        return network;
    }
}
