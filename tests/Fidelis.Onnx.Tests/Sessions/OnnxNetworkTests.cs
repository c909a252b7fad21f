using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Sessions;

public sealed class OnnxNetworkTests
{
    private static readonly Tensor Images = new(Lcg.Floats(7, 3 * 48), 3, 4, 4, 3);

    [Fact]
    public void Constructor_Classifier_FindsFeaturesAndProbabilities()
    {
        OnnxNetwork network = Open(SmallModels.Classifier());

        Assert.Equal(new InputShape(4, 4, 3), network.Input);
        Assert.Equal(["pooled", "flat", "logits", "probabilities"], network.Layers.Select(layer => layer.Name));
        Assert.Equal([1, 2, 3, 4], network.Layers.Select(layer => layer.Depth));
        Assert.Equal([0L, 0L, 12L, 0L], network.Layers.Select(layer => layer.ParameterCount));
        Assert.Equal(("flat", "probabilities", "onnx"), (network.DefaultFeatureLayer, network.ProbabilityLayer, network.Architecture));
        Assert.Equal(["class 0", "class 1", "class 2"], network.Classes);
        Assert.Null(network.DefaultProtocol);
    }

    [Fact]
    public void Infer_Logits_GetASoftmaxThatIsSaid()
    {
        OnnxNetwork network = Open(SmallModels.Classifier(hasSoftmax: false));

        Assert.Equal(("softmax(logits)", "onnx with softmax(logits)"), (network.ProbabilityLayer, network.Architecture));
        float[] expected = Open(SmallModels.Classifier()).Infer(Images, ["probabilities"])["probabilities"].Data;
        // Both are float32 softmaxes of the same logits: some units of 2^-24.
        NumericAssert.Close(expected, network.Infer(Images, ["softmax(logits)"])["softmax(logits)"].Data, absolute: 4 * Math.Pow(2, -24));
    }

    [Fact]
    public void Infer_FixedBatch_IsFilledUp()
    {
        float[] expected = Open(SmallModels.Classifier()).Infer(Images, ["logits"])["logits"].Data;

        Assert.Equal(expected, Open(SmallModels.Classifier(batch: 1)).Infer(Images, ["logits"])["logits"].Data);
        Assert.Equal(expected, Open(SmallModels.Classifier(batch: 2)).Infer(Images, ["logits"])["logits"].Data);
    }

    [Fact]
    public void Infer_ImageThatIsPlanar_ComesBackChannelsLast()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Neg", "negative", ["image"]);
        graph.Output("negative", -1, 3, 4, 4);

        OnnxNetwork network = Open(graph.ToBytes());

        Assert.Equal([4, 4, 3], network.Layers.Single().Shape);
        Assert.Empty(network.Classes);
        Assert.Equal(Images.Data.Select(value => -value), network.Infer(Images, ["negative"])["negative"].Data);
    }

    [Fact]
    public void Infer_KerasLayout_IsFollowedThroughTransposes()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 4, 4, 3);
        graph.Node("Neg", "negative", ["image"]);
        graph.Node("Transpose", "planes", ["negative"], ("perm", new[] { 0, 3, 1, 2 }));
        graph.Node("MaxPool", "smaller", ["planes"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
        graph.Node("Transpose", "pixels", ["smaller"], ("perm", new[] { 0, 2, 3, 1 }));
        graph.Output("pixels", -1, 2, 2, 3);

        OnnxNetwork network = Open(graph.ToBytes());

        Assert.Equal(new InputShape(4, 4, 3), network.Input);
        IReadOnlyDictionary<string, Tensor> layers = network.Infer(Images, ["negative", "planes", "smaller", "pixels"]);
        Assert.Equal(Images.Data.Select(value => -value), layers["negative"].Data);
        Assert.Equal(layers["negative"].Data, layers["planes"].Data);
        Assert.Equal([3, 2, 2, 3], layers["pixels"].Shape.ToArray());
        Assert.Equal(layers["pixels"].Data, layers["smaller"].Data);
        Assert.Equal("MaxPool 2x2/2", network.Layers[2].Operator);
    }

    [Theory]
    [InlineData((int)OnnxElementType.UInt8)]
    [InlineData((int)OnnxElementType.Float16)]
    public void Infer_OtherInputTypes_TakeWholeLevels(int type)
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", (OnnxElementType)type, -1, 4, 4, 3);
        graph.Node("Cast", "levels", ["image"], ("to", 1));
        graph.Output("levels", -1, 4, 4, 3);
        float[] levels = [.. Lcg.Floats(3, 48, 256).Select(MathF.Floor)];

        Assert.Equal(levels, Open(graph.ToBytes()).Infer(new Tensor(levels, 1, 4, 4, 3), ["levels"])["levels"].Data);
    }

    [Fact]
    public void Prepare_SeveralBatches_DoNotDependOnEachOther()
    {
        OnnxNetwork network = Open(SmallModels.Classifier());
        IInference inference = network.Prepare(["logits", "pooled"]);
        float[] all = [.. inference.Run(Images, TestContext.Current.CancellationToken)["logits"].Data];

        IReadOnlyDictionary<string, Tensor> last = inference.Run(new Tensor(Images.Data[96..], 1, 4, 4, 3), TestContext.Current.CancellationToken);

        Assert.Equal(all[6..], last["logits"].Data);
        Assert.Equal([1, 3], last["pooled"].Shape.ToArray());
        Assert.Throws<ArgumentException>(() => network.Prepare(["nothing"]));
        Assert.Throws<ArgumentException>(() => network.Prepare(["logits"], ProductPrecision.Fast));
        Assert.Throws<ArgumentException>(() => inference.Run(new Tensor(1, 4, 5, 3), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Constructor_Options_AreHeldToTheGraph()
    {
        byte[] model = SmallModels.Classifier();

        Assert.Equal(["a", "b", "c"], Open(model, new OnnxNetworkOptions { Classes = ["a", "b", "c"] }).Classes);
        Assert.Equal("pooled", Open(model, new OnnxNetworkOptions { Features = "pooled" }).DefaultFeatureLayer);
        Assert.Equal("softmax(logits)", Open(model, new OnnxNetworkOptions { Probabilities = "logits" }).ProbabilityLayer);
        Assert.Empty(Open(model, new OnnxNetworkOptions { IsClassifier = false }).Classes);
        Assert.Contains("a label for each of the 3 classes", Refusal(model, new OnnxNetworkOptions { Classes = ["a"] }), StringComparison.Ordinal);
        Assert.Contains("no layer 'poold' to take features from. Did you mean 'pooled'?", Refusal(model, new OnnxNetworkOptions { Features = "poold" }), StringComparison.Ordinal);
        Assert.Contains("behind a softmax or a dense layer", Refusal(model, new OnnxNetworkOptions { Probabilities = "flat" }), StringComparison.Ordinal);
        Assert.Contains("images of one size, height 4", Refusal(model, new OnnxNetworkOptions { InputSize = (8, 8) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_FreeSize_MustBeSaid()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, -1, -1);
        graph.Node("GlobalAveragePool", "pooled", ["image"]);
        graph.Output("pooled", -1, 3, 1, 1);
        byte[] model = graph.ToBytes();

        Assert.Contains("describe it in 'small.fidelis.json', such as { \"inputSize\": [224, 224] }", Refusal(model, new OnnxNetworkOptions()), StringComparison.Ordinal);
        Assert.Equal(new InputShape(8, 6, 3), Open(model, new OnnxNetworkOptions { InputSize = (8, 6) }).Input);
    }

    [Theory]
    [InlineData(-1, 3, 1 << 14, 8, "must be in 1..4096")]
    [InlineData(1 << 20, 3, 512, 512, "one image at once, or some")]
    [InlineData(-1, 5, 8, 8, "must take images of 3 channels")]
    public void Constructor_InputOfNoImages_IsRefusedBeforeMemoryIsTaken(long batch, long channels, long height, long width, string sentence)
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, batch, channels, height, width);
        graph.Node("Relu", "positive", ["image"]);
        graph.Output("positive", batch, channels, height, width);

        Assert.Contains(sentence, Refusal(graph.ToBytes(), new OnnxNetworkOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NoImages_IsRefusedWithTheReason()
    {
        OnnxGraphWriter words = new("small");
        words.Input("tokens", OnnxElementType.Int64, -1, 77);
        words.Node("Neg", "negative", ["tokens"]);
        words.Output("negative", -1, 77);
        OnnxGraphWriter two = new("small");
        two.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        two.Input("noise", OnnxElementType.Float32, -1, 3, 4, 4);
        two.Node("Add", "sum", ["image", "noise"]);
        two.Output("sum", -1, 3, 4, 4);

        Assert.Contains("takes Int64 [n, 77]", Refusal(words.ToBytes(), new OnnxNetworkOptions()), StringComparison.Ordinal);
        Assert.Contains("takes 2 (image, noise)", Refusal(two.ToBytes(), new OnnxNetworkOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_EndlessLoop_EndsWhenItIsCancelled()
    {
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        OnnxModel model = SmallModels.Parse(OnnxBytes.EndlessLoop());
        Task opening = Task.Run(() => new OnnxNetwork(model, new OnnxNetworkOptions(), cancellation.Token), CancellationToken.None);

        // Long enough for the loop to have begun on most machines. If the run did not look at the cancellation within it, the test would never end.
        cancellation.CancelAfter(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public void Constructor_ShapesThatTheFileLeavesOpen_AreFoundByARun()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Shape", "shape", ["image"]);
        graph.Constant("first", 0);
        graph.Constant("half", 24);
        graph.Node("Gather", "count", ["shape", "first"]);
        graph.Node("Mul", "doubled", ["count", graph.Constant("two", 2)]);
        graph.Node("Concat", "halves", ["doubled", "half"], ("axis", 0));
        graph.Node("Reshape", "pairs", ["image", "halves"]);
        graph.Node("Neg", "shape:pairs", ["pairs"]);
        graph.Node("Reshape", "rows", ["shape:pairs", graph.Constant("row", -1, 48)]);
        graph.Output("rows", -1, 48);

        OnnxNetwork network = Open(graph.ToBytes());

        // [2 n, 24] holds nothing for each image; the numbers that count images are no features.
        LayerDescription layer = network.Layers.Single();
        Assert.Equal("rows", layer.Name);
        Assert.Equal([48], layer.Shape);
    }

    [Fact]
    public void Constructor_OutputThatIsNamedTwice_MovesNoOther()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Relu", "map", ["image"]);
        graph.Node("Flatten", "flat", ["map"]);
        graph.Output("flat", -1, 48);
        graph.Output("flat", -1, 48);

        Assert.Equal([[4, 4, 3], [48]], Open(graph.ToBytes()).Layers.Select(layer => layer.Shape));
    }

    [Fact]
    public void Run_LayerWhoseLengthDependsOnTheImages_IsRefused()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Flatten", "flat", ["image"]);
        graph.Node("ReduceMax", "largest", ["image"], ("keepdims", 0));
        graph.Node("Cast", "whole", ["largest"], ("to", 7));
        graph.Node("Add", "end", ["whole", graph.Constant("one", 1)]);
        graph.Node("Slice", "part", ["flat", graph.Constant("start", 0), "end", graph.Constant("axis", 1)]);
        graph.Output("part", -1, -1);
        OnnxNetwork network = Open(graph.ToBytes());
        float[] values = new float[48];
        Array.Fill(values, 6.5f);

        Assert.Equal([1], network.Layers.Single(layer => layer.Name == "part").Shape);
        string message = Assert.Throws<InputException>(() => network.Infer(new Tensor(values, 1, 4, 4, 3), ["part"])).Message;
        Assert.Contains("'part' of 'small.onnx' should hold 1 for each of 1 and is Float32 [1, 7]", message, StringComparison.Ordinal);
    }

    private static OnnxNetwork Open(byte[] model, OnnxNetworkOptions? options = null) =>
        new(SmallModels.Parse(model), options ?? new OnnxNetworkOptions(), TestContext.Current.CancellationToken);

    private static string Refusal(byte[] model, OnnxNetworkOptions options) => Assert.Throws<InputException>(() => Open(model, options)).Message;
}
