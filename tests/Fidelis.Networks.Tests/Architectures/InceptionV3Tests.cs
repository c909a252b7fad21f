using System.Text.Json;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Testing;

namespace Fidelis.Networks.Tests.Architectures;

public sealed class InceptionV3Tests
{
    [Theory]
    [InlineData("64", new[] { 73, 73, 64 })]
    [InlineData("192", new[] { 35, 35, 192 })]
    [InlineData("Mixed_5b", new[] { 35, 35, 256 })]
    [InlineData("Mixed_5d", new[] { 35, 35, 288 })]
    [InlineData("768", new[] { 17, 17, 768 })]
    [InlineData("sfid", new[] { 17, 17, 7 })]
    [InlineData("Mixed_7a", new[] { 8, 8, 1280 })]
    [InlineData("Mixed_7c", new[] { 8, 8, 2048 })]
    [InlineData("2048", new[] { 2048 })]
    [InlineData("logits_unbiased", new[] { 1008 })]
    [InlineData("probabilities", new[] { 1008 })]
    public void Layers_Shape_IsThatOfTheGraph(string layer, int[] shape) =>
        Assert.Equal(shape, InceptionV3.Create().Layers.Single(l => l.Name == layer).Shape);

    [Fact]
    public void Parameters_NamesAndNumber_AreThoseOfThePorts()
    {
        LayeredNetwork network = InceptionV3.Create();
        Assert.Equal("2048", network.DefaultFeatureLayer);
        Assert.Equal("probabilities", network.ProbabilityLayer);
        Assert.Equal(network.Layers.Count, network.Layers.DistinctBy(l => l.Name).Count());

        // 94 convolutions, each with four numbers by channel, and the classifier: the ports hold 23,885,392 values, counters left out.
        Assert.Equal((94 * 5) + 2, network.Parameters.Count);
        Assert.Equal(23_885_392, network.Parameters.Sum(p => (long)p.Value.Length));
        Assert.Equal([192, 160, 7, 1], network.Parameters.Single(p => p.Name == "Mixed_6c.branch7x7_3.conv.weight").Value.Shape.ToArray());
        Assert.Equal([320, 192, 3, 3], network.Parameters.Single(p => p.Name == "Mixed_7a.branch3x3_2.conv.weight").Value.Shape.ToArray());
        Assert.Equal([1008, 2048], network.Parameters.Single(p => p.Name == "fc.weight").Value.Shape.ToArray());
    }

    /// <summary>Against PyTorch in float64, written from the description of the graph (<c>reference/scripts/inception_golden.py</c>).</summary>
    [Fact]
    public void Infer_GivenWeights_EqualsPyTorch()
    {
        Float32Products.Require();
        LayeredNetwork network = InceptionV3.Create();
        Fill(network);
        JsonElement golden = Golden.Load("networks", "inception-v3");
        Assert.Equal(golden.GetProperty("parameters").GetInt32(), network.Parameters.Count);
        JsonProperty[] expected = [.. golden.GetProperty("layers").EnumerateObject()];
        IReadOnlyDictionary<string, Tensor> layers = network.Infer(
            new Tensor(Lcg.Floats(1, 299 * 299 * 3, 2, -1), 1, 299, 299, 3), [.. expected.Select(layer => layer.Name)]);
        foreach (JsonProperty layer in expected)
        {
            // Float32 through 47 convolutions in a row of up to 2,048 terms: some 1e-6 of the largest values, which are a few times the mean.
            // A padding that counts, another pool in the last block or an epsilon of 1e-5 changes the layers behind it by more than 1e-2.
            double[] numbers = layer.Value.Doubles();
            Tensor actual = layers[layer.Name];
            double scale = numbers[0] / Math.Sqrt(actual.Length);
            double[] summary = GoldenWeights.Summary(actual);
            Assert.Equal(numbers[0], summary[0], 1e-5 * numbers[0]);
            Assert.Equal(numbers[1], summary[1], 1e-5 * numbers[0]);
            NumericAssert.Close(numbers.AsSpan(2), Array.ConvertAll(actual.Data[..4], v => (double)v), 2e-5 * scale);
        }
    }

    private static void Fill(LayeredNetwork network)
    {
        const double Variance = 0.05;
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            Parameter parameter = network.Parameters[i];
            double limit = Math.Sqrt(6 * Variance * parameter.Value.Shape[0] / parameter.Value.Length);
            (double low, double high) = parameter.Name.Split('.', 2)[1] switch
            {
                _ when parameter.Name == "fc.weight" => (-3, 3),
                _ when parameter.Value.Rank == 4 => (-limit, limit),
                string name when name.EndsWith("bn.weight", StringComparison.Ordinal) => (0.75, 1.25),
                string name when name.EndsWith("running_mean", StringComparison.Ordinal) => (-0.05, 0.05),
                string name when name.EndsWith("running_variance", StringComparison.Ordinal) => (0.7 * Variance, 1.3 * Variance),
                _ => (-0.2, 0.2),
            };
            Lcg.Floats(2000 + (uint)i, parameter.Value.Length, high - low, low).CopyTo(parameter.Value.Data, 0);
        }
    }
}
