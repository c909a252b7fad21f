using Fidelis.Networks.Architectures;

namespace Fidelis.Networks.Tests.Architectures;

public sealed class BioCnn2Tests
{
    private readonly LayeredNetwork network = new BioCnn2().Create(new InputShape(64, 64, 3), ["a", "b", "c", "d"], seed: 1);

    [Fact]
    public void Layers_Names_FollowTheTable()
    {
        string[] first =
        [
            "conv2d_1", "batch_normalization_1", "re_lu_1", "conv2d_2", "batch_normalization_2", "re_lu_2", "max_pooling2d_1",
            "conv2d_3", "batch_normalization_3", "re_lu_3", "conv2d_4", "batch_normalization_4", "add_1", "activation_1",
        ];
        Assert.Equal(first, network.Layers.Take(first.Length).Select(l => l.Name));
        Assert.Equal((3 * first.Length) + 2, network.Layers.Count);
        Assert.Equal(12, network.Layers.Count(l => l.Name.StartsWith("conv2d_")));
        Assert.Equal(9, network.Layers.Count(l => l.Name.StartsWith("re_lu_")));
    }

    [Fact]
    public void DefaultFeatureLayer_Place_IsThirdFromTheEnd()
    {
        Assert.Equal("activation_3", network.DefaultFeatureLayer);
        Assert.Equal(["activation_3", "global_average_pooling2d", "dense"], network.Layers.TakeLast(3).Select(l => l.Name));
    }

    [Fact]
    public void Layers_Shapes_HalveInEachVggBlock() =>
        Assert.Equal([[32, 32, 32], [16, 16, 64], [8, 8, 128]], network.Layers.Where(l => l.Name.StartsWith("activation_")).Select(l => l.Shape));

    [Fact]
    public void Layers_ParameterCounts_AreThoseOfKeras()
    {
        int convolutions = 0;
        int inputs = 3;
        foreach (int filters in (int[])[32, 64, 128])
        {
            convolutions += (((9 * inputs) + 1) * filters) + (3 * ((9 * filters) + 1) * filters);
            inputs = filters;
        }

        Assert.Equal(convolutions + (4 * 4 * 224) + (129 * 4), network.Layers.Sum(l => l.ParameterCount));
    }

    [Fact]
    public void Defaults_Training_AreThePapers() => Assert.Equal(new TrainingDefaults(0.003, 64, 100), new BioCnn2().Defaults);
}
