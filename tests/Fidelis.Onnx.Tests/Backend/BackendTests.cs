using Fidelis.Numerics.Errors;
using Fidelis.Onnx.Model;
using Fidelis.Onnx.Sessions;
using Fidelis.Testing;

namespace Fidelis.Onnx.Tests.Backend;

/// <summary>The backend tests of ONNX (Debian's libonnx-testdata): its own models through our reader and session, and the same operations by our layers.</summary>
public sealed class BackendTests
{
    public static TheoryData<string> Ours => [.. BackendCatalog.Ours];

    public static TheoryData<string> Heads => [.. BackendCatalog.Heads];

    public static TheoryData<string> TooOld => [.. BackendCatalog.TooOld];

    public static TheoryData<string> Runnable =>
        [.. BackendCatalog.Ours.Concat(BackendCatalog.Foreign.Values.SelectMany(names => names)).Except(BackendCatalog.TooOld)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public void Run_ModelOfOthers_GivesTheExpectedOutput(string name)
    {
        BackendCase test = BackendCase.Load(name);
        using OnnxSession session = new(test.Model, [test.Model.Graph.Outputs[0].Name], threads: 1, isOptimized: false);

        using OnnxResults results = session.Run<float>(test.Inputs[0].Values, [.. test.Inputs[0].Shape.Select(length => (long)length)], TestContext.Current.CancellationToken);

        Assert.Equal(test.Output.Shape.Select(length => (long)length), results.Describe(0).Shape);
        float[] actual = new float[test.Output.Values.Length];
        results.CopyTo(0, actual);
        Close(test.Output.Values, actual);
    }

    [Theory]
    [MemberData(nameof(TooOld))]
    public void Create_ModelOlderThanTheRuntime_IsRefused(string name)
    {
        BackendCase test = BackendCase.Load(name);

        InputException refused = Assert.Throws<InputException>(
            () => new OnnxSession(test.Model, [test.Model.Graph.Outputs[0].Name], threads: 1, isOptimized: false));

        Assert.StartsWith($"ONNX Runtime cannot run the model '{name}': Could not find an implementation for {test.Node.Operator}(", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Compute_OurLayers_GiveTheExpectedOutput(string name)
    {
        BackendCase test = BackendCase.Load(name);
        BackendNetwork network = BackendLayers.Of(test);

        Close(test.Output.Values, network.Forward());
        Close(test.Output.Values, network.Infer());
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Export_OurLayers_GivesTheExpectedOutputInTheRuntime(string name)
    {
        BackendCase test = BackendCase.Load(name);
        BackendNetwork network = BackendLayers.Of(test);

        OnnxModel exported = network.Export();

        Assert.Contains(test.Node.Operator, exported.Graph.Nodes.Select(node => node.Operator));
        Close(test.Output.Values, network.Run(exported));
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Export_HeadOfClassifier_GivesTheSoftmaxOfTheExpectedOutput(string name)
    {
        BackendCase test = BackendCase.Load(name);
        BackendNetwork network = BackendLayers.ClassifierOf(test);
        float[] expected = [.. test.Output.Values.Chunk(test.Output.Shape[1]).SelectMany(Softmax)];

        Close(expected, network.Forward());
        Close(expected, network.Infer());
        Close(expected, network.Run(network.Export()));
    }

    [Fact]
    public void Catalog_AllTests_AreRunOrLeftOutForAReason()
    {
        IEnumerable<string> known = BackendCatalog.Ours
            .Concat(BackendCatalog.Foreign.Values.SelectMany(names => names))
            .Concat(BackendCatalog.LeftOut.Values.SelectMany(names => names));

        IEnumerable<string> present = BackendCase.FindAll()
            .Where(test => OnnxModel.Load(BackendCase.ModelPath(test.Value)).Graph.Nodes.All(node => BackendCatalog.Operators.Contains(node.Operator)))
            .Select(test => test.Key);

        Assert.Equal(present.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Catalog_Ours_CoverEveryOperatorOfTheExporter()
    {
        IEnumerable<string> written = BackendCatalog.Ours
            .Select(BackendCase.Load)
            .SelectMany(test => BackendLayers.Of(test).Export().Graph.Nodes.Select(node => node.Operator));

        Assert.Equal(BackendCatalog.Operators.Order(StringComparer.Ordinal), written.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Sums of at most 144 float32 products in another order than those of numpy or PyTorch: 144 half units in the last place, 1e-5 of the largest value.
    /// A wrong padding, axis or epsilon changes values by more than a hundredth of it.
    /// </summary>
    private static void Close(float[] expected, float[] actual) =>
        NumericAssert.Close(expected, actual, absolute: 1e-5 * expected.Select(Math.Abs).DefaultIfEmpty().Max());

    private static IEnumerable<float> Softmax(float[] logits)
    {
        double[] powers = [.. logits.Select(logit => Math.Exp((double)logit - logits.Max()))];
        return powers.Select(power => (float)(power / powers.Sum()));
    }
}
