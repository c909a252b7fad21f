using Fidelis.Networks.Architectures;

namespace Fidelis.Networks.Tests.Architectures;

public sealed class BioCnn1Tests
{
    private readonly LayeredNetwork network = new BioCnn1().Create(new InputShape(64, 64, 3), ["a", "b", "c", "d"], seed: 1);

    [Fact]
    public void Layers_Names_FollowTheTable() => Assert.Equal(
        [
            "conv2d_1", "batch_normalization_1", "leaky_re_lu_1",
            "conv2d_2", "batch_normalization_2", "leaky_re_lu_2",
            "conv2d_3", "batch_normalization_3", "leaky_re_lu_3",
            "conv2d_4", "batch_normalization_4", "leaky_re_lu_4",
            "global_average_pooling2d", "dropout", "dense",
        ],
        network.Layers.Select(l => l.Name));

    [Fact]
    public void DefaultFeatureLayer_Place_IsFourthFromTheEnd()
    {
        Assert.Equal("leaky_re_lu_4", network.DefaultFeatureLayer);
        Assert.Equal("leaky_re_lu_4", network.Layers[^4].Name);
        Assert.Equal("dense", network.ProbabilityLayer);
    }

    [Fact]
    public void Layers_Shapes_HalveFourTimes()
    {
        Assert.Equal([[32, 32, 32], [16, 16, 64], [8, 8, 128], [4, 4, 256]], network.Layers.Where(l => l.Name.StartsWith("leaky")).Select(l => l.Shape));
        Assert.Equal([4], network.Layers[^1].Shape);
    }

    [Fact]
    public void Layers_ParameterCounts_AreThoseOfKeras()
    {
        // Convolutions (9 in + 1) out, four numbers per normalised channel, dense (256 + 1) 4.
        Assert.Equal(896 + 18_496 + 73_856 + 295_168 + (4 * 480) + 1_028, network.Layers.Sum(l => l.ParameterCount));
    }

    [Fact]
    public void Defaults_Training_AreThePapers() => Assert.Equal(new TrainingDefaults(0.003, 128, 40), new BioCnn1().Defaults);
}
