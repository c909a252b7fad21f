using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Export;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Sessions;

public sealed class OnnxSessionTests
{
    private static readonly float[] Images = Lcg.Floats(7, 2 * 48);

    [Fact]
    public void Run_TensorsWithinTheGraph_AreGivenAsOutputs()
    {
        using OnnxSession session = new(SmallModels.Parse(SmallModels.Classifier()), ["pooled", "logits", "probabilities"], threads: 1);

        using OnnxResults results = session.Run<float>(Images, [2, 3, 4, 4], TestContext.Current.CancellationToken);

        Assert.Equal([2, 3, 1, 1], results.Describe(0).Shape);
        float[] means = new float[6];
        results.CopyTo(0, means);
        // A sum of 16 float32 values of at most 1 is off by 16 epsilon at most, whatever its order.
        NumericAssert.Close([.. Images.Chunk(16).Select(plane => (float)plane.Average(value => (double)value))], means, absolute: 16 * 1.2e-7);
        float[] logits = new float[6];
        float[] probabilities = new float[6];
        results.CopyTo(1, logits);
        results.CopyTo(2, probabilities);
        NumericAssert.Close([.. logits.Chunk(3).SelectMany(Softmax)], probabilities, absolute: 1e-6);
    }

    [Fact]
    public void Run_AnyBatch_GivesTheSameValues()
    {
        using OnnxSession session = new(SmallModels.Parse(SmallModels.Classifier()), ["logits"], threads: 2);
        float[] together = new float[6];
        float[] alone = new float[3];
        using (OnnxResults results = session.Run<float>(Images, [2, 3, 4, 4], TestContext.Current.CancellationToken))
        {
            results.CopyTo(0, together);
        }

        using OnnxResults second = session.Run<float>(Images.AsSpan(48), [1, 3, 4, 4], TestContext.Current.CancellationToken);

        second.CopyTo(0, alone);
        Assert.Equal(together[3..], alone);
    }

    [Fact]
    public void Constructor_UnknownOperator_IsRefusedWithModelAndNode()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Enchant", "magic", ["image"]);
        graph.Output("magic", -1, 3, 4, 4);
        OnnxModel model = SmallModels.Parse(graph.ToBytes());

        InputException refusal = Assert.Throws<InputException>(() => new OnnxSession(model, ["magic"], threads: 1));

        Assert.Contains("small.onnx", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Enchant", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ShapeThatANodeCannotTake_IsRefusedWithModelAndNode()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, -1, -1, -1);
        graph.Constant("weights", Lcg.Floats(1, 12), 12, 1);
        graph.Node("Flatten", "flat", ["image"]);
        graph.Node("MatMul", "dense", ["flat", "weights"]);
        graph.Output("dense", -1, 1);
        using OnnxSession session = new(SmallModels.Parse(graph.ToBytes()), ["dense"], threads: 1);

        InputException refusal = Assert.Throws<InputException>(() => session.Run<float>(Images, [2, 3, 4, 4], TestContext.Current.CancellationToken));

        Assert.Contains("small.onnx", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("dense", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MoreMemoryThanThereIs_IsRefusedWithoutPlacesInOtherSources()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Constant("sides", 1L << 20, 1L << 20, 1L << 18);
        graph.Node("ConstantOfShape", "huge", ["sides"]);
        graph.Node("ReduceSum", "sum", ["huge"], ("keepdims", 0));
        graph.Node("Add", "moved", ["image", "sum"]);
        graph.Output("moved", -1, 3, 4, 4);
        using OnnxSession session = new(SmallModels.Parse(graph.ToBytes()), ["moved"], threads: 1, isOptimized: false);

        InputException refusal = Assert.Throws<InputException>(() => session.Run<float>(Images, [2, 3, 4, 4], TestContext.Current.CancellationToken));

        Assert.Contains("ConstantOfShape", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".cc:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_TwoInputs_IsRefused()
    {
        OnnxGraphWriter graph = new("small");
        graph.Input("image", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Input("mask", OnnxElementType.Float32, -1, 3, 4, 4);
        graph.Node("Mul", "masked", ["image", "mask"]);
        graph.Output("masked", -1, 3, 4, 4);
        OnnxModel model = SmallModels.Parse(graph.ToBytes());

        InputException refusal = Assert.Throws<InputException>(() => new OnnxSession(model, ["masked"], threads: 1));

        Assert.Contains("image, mask", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<float> Softmax(float[] logits)
    {
        double sum = logits.Sum(value => Math.Exp(value));
        return logits.Select(value => (float)(Math.Exp(value) / sum));
    }
}
