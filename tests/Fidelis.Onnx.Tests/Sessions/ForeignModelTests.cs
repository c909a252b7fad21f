using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Sessions;

/// <summary>Models that other tools wrote, against PyTorch's own numbers: <c>reference/scripts/onnx_models.py</c>.</summary>
public sealed class ForeignModelTests
{
    // Sums of some dozen float32 products of numbers near 1, in another order.
    private const double Tolerance = 2e-6;

    private static readonly JsonElement Stored = Golden.Load("onnx", "models");
    private static readonly Tensor Images = new(Lcg.Floats(1, 3 * 12 * 12 * 3, 2, -1), 3, 12, 12, 3);

    [Theory]
    [InlineData("residual")]
    [InlineData("any-size")]
    [InlineData("fixed-batch")]
    public void Infer_PyTorchExport_GivesPyTorchsNumbers(string model)
    {
        OnnxNetwork network = Open(model, new OnnxNetworkOptions { InputSize = (12, 12) });
        string map = network.Layers.Last(layer => layer.Operator == "Relu").Name;

        IReadOnlyDictionary<string, Tensor> layers = network.Infer(Images, [map, network.DefaultFeatureLayer, network.ProbabilityLayer]);

        Assert.Equal(("softmax(scores)", new InputShape(12, 12, 3)), (network.ProbabilityLayer, network.Input));
        Assert.Equal([6, 6, 6], network.Layers.Single(layer => layer.Name == map).Shape);
        NumericAssert.Close(Expected("map"), layers[map].Data, Tolerance);
        NumericAssert.Close(Expected("features"), layers[network.DefaultFeatureLayer].Data, Tolerance);
        NumericAssert.Close(Expected("probabilities"), layers[network.ProbabilityLayer].Data, Tolerance);
    }

    [Fact]
    public void Infer_KerasLayout_GivesPyTorchsNumbers()
    {
        OnnxNetwork network = Open("keras-layout");

        IReadOnlyDictionary<string, Tensor> layers = network.Infer(Images, ["convolved", "pixels", "pooled", "probabilities"]);

        Assert.Equal(("pooled", "probabilities", new InputShape(12, 12, 3)), (network.DefaultFeatureLayer, network.ProbabilityLayer, network.Input));
        NumericAssert.Close(Expected("kerasPixels"), layers["convolved"].Data, Tolerance);
        NumericAssert.Close(Expected("kerasPixels"), layers["pixels"].Data, Tolerance);
        NumericAssert.Close(Expected("kerasFeatures"), layers["pooled"].Data, Tolerance);
        NumericAssert.Close(Expected("kerasProbabilities"), layers["probabilities"].Data, Tolerance);
    }

    [Theory]
    [InlineData("two-inputs", "takes 2 (image, mask)")]
    [InlineData("any-size", "takes images of any size")]
    public void Constructor_WhatFidelisCannotFeed_IsRefusedWithTheReason(string model, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Open(model)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_DamagedExport_IsRefusedOrRead()
    {
        byte[] model = Bytes("residual");

        Mutations.Try<InputException>([model, Bytes("keras-layout")], bytes => SmallModels.Parse(bytes), attempts: 2000, seed: 3);
        Mutations.TruncateEverywhere<InputException>(model, bytes => SmallModels.Parse(bytes), step: 7);
    }

    private static OnnxNetwork Open(string model, OnnxNetworkOptions? options = null) =>
        new(OnnxModel.Parse(Bytes(model), model + ".onnx", folder: null), options ?? new OnnxNetworkOptions());

    private static byte[] Bytes(string model) => Stored.GetProperty("models").GetProperty(model).GetBytesFromBase64();

    private static float[] Expected(string name) => Stored.GetProperty(name).Floats();
}
