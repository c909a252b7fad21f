using System.Globalization;

namespace Fidelis.Networks.Architectures;

/// <summary>
/// The network that the Inception Score and the Frechet Inception Distance were defined on: the TensorFlow graph of 2015-12-05 with 1008
/// outputs.
/// </summary>
/// <remarks>
/// <para>
/// C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, Rethinking the Inception Architecture for Computer Vision, CVPR 2016. The
/// graph differs from what was published and from the networks of the same name in torchvision and Keras: it has 1008 outputs,
/// batch normalisation has an epsilon of 1e-3, the average poolings of the blocks do not count padding, and the last block pools by the
/// maximum.
/// </para>
/// <para>
/// Modules and parameters have the names of the ports to PyTorch. A module <c>M</c> is a convolution <c>M.conv</c> without bias, a batch
/// normalisation <c>M.bn</c> and a rectifier <c>M</c>. Further layers are <c>64</c>, <c>192</c>, <c>768</c> and <c>2048</c>, named after
/// their channels; <c>sfid</c>, the first 7 channels of <c>Mixed_6d.branch1x1</c>; <c>logits_unbiased</c>, from which the Inception
/// Score is computed, and <c>logits</c>. It is never trained here.
/// </para>
/// </remarks>
public static class InceptionV3
{
    /// <summary>The id by which results speak of it.</summary>
    public const string Id = "inception-v3";

    /// <summary>The number of outputs: the 1000 classes of ImageNet behind one of background, and 7 that stand for nothing.</summary>
    public const int OutputCount = 1008;

    private const int SpatialChannels = 7;

    /// <summary>Creates the network, with weights of zero until they are set.</summary>
    /// <returns>The network, which takes images of 299 x 299 pixels.</returns>
    public static LayeredNetwork Create()
    {
        InputShape input = new(299, 299, 3);
        ModuleBuilder network = new(input);
        int x = network.Convolution("Conv2d_1a_3x3", ModuleBuilder.Images, 32, 3, stride: 2);
        x = network.Convolution("Conv2d_2a_3x3", x, 32, 3);
        x = network.Convolution("Conv2d_2b_3x3", x, 64, 3, padding: 1);
        x = network.MaxPooling("64", x, 3, stride: 2);
        x = network.Convolution("Conv2d_3b_1x1", x, 80, 1);
        x = network.Convolution("Conv2d_4a_3x3", x, 192, 3);
        x = network.MaxPooling("192", x, 3, stride: 2);
        x = BlockA(network, "Mixed_5b", x, poolFilters: 32);
        x = BlockA(network, "Mixed_5c", x, poolFilters: 64);
        x = BlockA(network, "Mixed_5d", x, poolFilters: 64);
        x = BlockB(network, "Mixed_6a", x);
        x = BlockC(network, "Mixed_6b", x, filters: 128);
        x = BlockC(network, "Mixed_6c", x, filters: 160);
        x = BlockC(network, "Mixed_6d", x, filters: 160);
        network.Channels("sfid", network.Find("Mixed_6d.branch1x1"), SpatialChannels);
        x = BlockC(network, "Mixed_6e", x, filters: 192);
        network.Channels("768", x, 768);
        x = BlockD(network, "Mixed_7a", x);
        x = BlockE(network, "Mixed_7b", x, pooling: network.AveragePooling);
        x = BlockE(network, "Mixed_7c", x, pooling: (name, last) => network.MaxPooling(name, last, 3, padding: 1));
        x = network.GlobalAveragePooling("2048", x);
        int unbiased = network.Dense("logits_unbiased", x, "fc", OutputCount);
        network.Bias("logits", unbiased, "fc");
        network.Softmax("probabilities", unbiased);
        return new LayeredNetwork(
            Id, input, [.. Enumerable.Range(0, OutputCount).Select(i => i.ToString(CultureInfo.InvariantCulture))], "2048", network.Nodes, defaultProtocol: "tf1");
    }

    /// <summary>35 x 35: convolutions of 1, 5 and twice 3, and a pooling.</summary>
    private static int BlockA(ModuleBuilder network, string name, int x, int poolFilters)
    {
        int one = network.Convolution(name + ".branch1x1", x, 64, 1);
        int five = network.Convolution(name + ".branch5x5_1", x, 48, 1);
        five = network.Convolution(name + ".branch5x5_2", five, 64, 5, padding: 2);
        int doubled = network.Convolution(name + ".branch3x3dbl_1", x, 64, 1);
        doubled = network.Convolution(name + ".branch3x3dbl_2", doubled, 96, 3, padding: 1);
        doubled = network.Convolution(name + ".branch3x3dbl_3", doubled, 96, 3, padding: 1);
        int pool = network.Convolution(name + ".branch_pool", network.AveragePooling(name + ".pool", x), poolFilters, 1);
        return network.Concatenation(name, one, five, doubled, pool);
    }

    /// <summary>35 x 35 to 17 x 17.</summary>
    private static int BlockB(ModuleBuilder network, string name, int x)
    {
        int three = network.Convolution(name + ".branch3x3", x, 384, 3, stride: 2);
        int doubled = network.Convolution(name + ".branch3x3dbl_1", x, 64, 1);
        doubled = network.Convolution(name + ".branch3x3dbl_2", doubled, 96, 3, padding: 1);
        doubled = network.Convolution(name + ".branch3x3dbl_3", doubled, 96, 3, stride: 2);
        return network.Concatenation(name, three, doubled, network.MaxPooling(name + ".pool", x, 3, stride: 2));
    }

    /// <summary>17 x 17: convolutions of 7, each as one of 1 x 7 and one of 7 x 1.</summary>
    private static int BlockC(ModuleBuilder network, string name, int x, int filters)
    {
        int one = network.Convolution(name + ".branch1x1", x, 192, 1);
        int seven = network.Convolution(name + ".branch7x7_1", x, filters, 1);
        seven = network.Row(name + ".branch7x7_2", seven, filters, 7);
        seven = network.Column(name + ".branch7x7_3", seven, 192, 7);
        int doubled = network.Convolution(name + ".branch7x7dbl_1", x, filters, 1);
        doubled = network.Column(name + ".branch7x7dbl_2", doubled, filters, 7);
        doubled = network.Row(name + ".branch7x7dbl_3", doubled, filters, 7);
        doubled = network.Column(name + ".branch7x7dbl_4", doubled, filters, 7);
        doubled = network.Row(name + ".branch7x7dbl_5", doubled, 192, 7);
        int pool = network.Convolution(name + ".branch_pool", network.AveragePooling(name + ".pool", x), 192, 1);
        return network.Concatenation(name, one, seven, doubled, pool);
    }

    /// <summary>17 x 17 to 8 x 8.</summary>
    private static int BlockD(ModuleBuilder network, string name, int x)
    {
        int three = network.Convolution(name + ".branch3x3_1", x, 192, 1);
        three = network.Convolution(name + ".branch3x3_2", three, 320, 3, stride: 2);
        int seven = network.Convolution(name + ".branch7x7x3_1", x, 192, 1);
        seven = network.Row(name + ".branch7x7x3_2", seven, 192, 7);
        seven = network.Column(name + ".branch7x7x3_3", seven, 192, 7);
        seven = network.Convolution(name + ".branch7x7x3_4", seven, 192, 3, stride: 2);
        return network.Concatenation(name, three, seven, network.MaxPooling(name + ".pool", x, 3, stride: 2));
    }

    /// <summary>8 x 8: convolutions of 3, whose last step is one of 1 x 3 beside one of 3 x 1.</summary>
    private static int BlockE(ModuleBuilder network, string name, int x, Func<string, int, int> pooling)
    {
        int one = network.Convolution(name + ".branch1x1", x, 320, 1);
        int three = network.Convolution(name + ".branch3x3_1", x, 384, 1);
        three = network.Concatenation(
            name + ".branch3x3", network.Row(name + ".branch3x3_2a", three, 384, 3), network.Column(name + ".branch3x3_2b", three, 384, 3));
        int doubled = network.Convolution(name + ".branch3x3dbl_1", x, 448, 1);
        doubled = network.Convolution(name + ".branch3x3dbl_2", doubled, 384, 3, padding: 1);
        doubled = network.Concatenation(
            name + ".branch3x3dbl", network.Row(name + ".branch3x3dbl_3a", doubled, 384, 3), network.Column(name + ".branch3x3dbl_3b", doubled, 384, 3));
        int pool = network.Convolution(name + ".branch_pool", pooling(name + ".pool", x), 192, 1);
        return network.Concatenation(name, one, three, doubled, pool);
    }
}
