using Fidelis.Networks.Architectures;

namespace Fidelis.Networks.Tests.Architectures;

public sealed class ResNetSTests
{
    private readonly LayeredNetwork network = new ResNetS().Create(new InputShape(64, 64, 3), ["a", "b", "c", "d"], seed: 1);

    [Fact]
    public void Layers_Names_FollowTheBlocks()
    {
        string[] stage =
        [
            "conv2d_1", "batch_normalization_1", "re_lu_1",
            "conv2d_2", "batch_normalization_2", "re_lu_2", "conv2d_3", "batch_normalization_3", "add_1", "activation_1",
            "conv2d_4", "batch_normalization_4", "re_lu_3", "conv2d_5", "batch_normalization_5", "add_2", "activation_2",
        ];
        Assert.Equal(stage, network.Layers.Take(stage.Length).Select(l => l.Name));
        Assert.Equal((3 * stage.Length) + 2, network.Layers.Count);
        Assert.Equal(["activation_6", "global_average_pooling2d", "dense"], network.Layers.TakeLast(3).Select(l => l.Name));
        Assert.Equal("activation_6", network.DefaultFeatureLayer);
    }

    [Fact]
    public void Layers_Shapes_HalveInEachStage() =>
        Assert.Equal(
            [[32, 32, 32], [32, 32, 32], [16, 16, 64], [16, 16, 64], [8, 8, 128], [8, 8, 128]],
            network.Layers.Where(l => l.Name.StartsWith("activation_")).Select(l => l.Shape));

    [Fact]
    public void Layers_Cost_IsLessThanThatOfBioCnn2()
    {
        LayeredNetwork other = new BioCnn2().Create(network.Input, network.Classes, seed: 1);

        // As the remarks of the class say.
        Assert.Equal((124, 211), (Math.Round(Multiplications(network) / 1e6), Math.Round(Multiplications(other) / 1e6)));
        Assert.Equal((873, 678), (network.Layers.Sum(l => l.ParameterCount) / 1000, other.Layers.Sum(l => l.ParameterCount) / 1000));
    }

    /// <summary>Counts the multiplications of the convolutions of one image: the weights of each, at every place of its output.</summary>
    private static long Multiplications(LayeredNetwork network) =>
        network.Parameters.Where(p => p.Name.StartsWith("conv2d_") && p.Name.EndsWith(".weight")).Sum(
            p => (long)p.Value.Length * Places(network.Layers.Single(l => l.Name == p.Name[..^".weight".Length])));

    private static int Places(LayerDescription layer) => layer.Shape[0] * layer.Shape[1];
}
