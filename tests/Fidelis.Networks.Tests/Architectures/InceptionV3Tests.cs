using Fidelis.Networks.Architectures;

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
}
