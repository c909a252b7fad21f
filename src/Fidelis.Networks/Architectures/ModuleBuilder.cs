using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Architectures;

/// <summary>Writes a network of named modules down, each with the modules that it reads. Weights are zero until they are set.</summary>
internal sealed class ModuleBuilder(InputShape input)
{
    /// <summary>Stands for the images that the network is given.</summary>
    public const int Images = LayerNode.Images;

    // Only training asks for it, and these networks are never trained.
    private const double BatchShare = 0.1;

    private readonly List<LayerNode> nodes = [];

    /// <summary>Gets what has been written down.</summary>
    public IReadOnlyList<LayerNode> Nodes => nodes;

    /// <summary>Finds a module by its name.</summary>
    public int Find(string name) => nodes.FindIndex(node => node.Layer.Name == name);

    /// <summary>Adds a square convolution without bias, its normalisation and ReLU.</summary>
    public int Convolution(string name, int x, int filters, int kernel, int stride = 1, int padding = 0) =>
        Convolution(name, x, filters, (kernel, kernel), stride, (padding, padding));

    /// <summary>Adds a convolution by rows of some pixels, which keeps the size.</summary>
    public int Row(string name, int x, int filters, int kernel) => Convolution(name, x, filters, (1, kernel), 1, (0, kernel / 2));

    /// <summary>Adds a convolution by columns of some pixels, which keeps the size.</summary>
    public int Column(string name, int x, int filters, int kernel) => Convolution(name, x, filters, (kernel, 1), 1, (kernel / 2, 0));

    public int MaxPooling(string name, int x, int size, int stride = 1, int padding = 0) =>
        Append(new MaxPoolingLayer(name, ShapeOf(x), new PoolingWindow(size, stride, padding)), x);

    /// <summary>Adds an average over 3 x 3 pixels, which keeps the size and does not count padding.</summary>
    public int AveragePooling(string name, int x) => Append(new AveragePoolingLayer(name, ShapeOf(x), new PoolingWindow(3, 1, 1)), x);

    public int GlobalAveragePooling(string name, int x) => Append(new GlobalAveragePoolingLayer(name, ShapeOf(x)), x);

    public int Concatenation(string name, params int[] parts) => Append(new ConcatenationLayer(name, [.. parts.Select(ShapeOf)]), parts);

    /// <summary>Gives the first channels of a module a name.</summary>
    public int Channels(string name, int x, int count) => Append(new ChannelsLayer(name, ShapeOf(x), count), x);

    public int Dense(string name, int x, string parameters, int outputs) =>
        Append(new DenseLayer(name, new Parameter(parameters + ".weight", new Tensor(outputs, ShapeOf(x)[^1]), isTrained: true)), x);

    public int Bias(string name, int x, string parameters) =>
        Append(new BiasLayer(name, new Parameter(parameters + ".bias", new Tensor(ShapeOf(x)[^1]), isTrained: true)), x);

    public int Softmax(string name, int x) => Append(new SoftmaxLayer(name, ShapeOf(x)[^1]), x);

    private int Convolution(string name, int x, int filters, (int Height, int Width) kernel, int stride, (int Vertical, int Horizontal) padding)
    {
        IReadOnlyList<int> shape = ShapeOf(x);
        int convolution = Append(
            new ConvolutionLayer(name + ".conv", new ConvolutionShape(
                1, shape[0], shape[1], shape[2], filters, kernel.Height, kernel.Width, stride, stride,
                padding.Vertical, padding.Horizontal, padding.Vertical, padding.Horizontal)),
            x);
        int normalization = Append(new BatchNormalizationLayer(name + ".bn", ShapeOf(convolution), BatchShare), convolution);
        return Append(new RectifierLayer(name, ShapeOf(convolution), slope: 0), normalization);
    }

    private IReadOnlyList<int> ShapeOf(int node) => node == Images ? [input.Height, input.Width, input.Channels] : nodes[node].Layer.Shape;

    private int Append(Layer layer, params int[] inputs)
    {
        nodes.Add(new LayerNode(layer, inputs));
        return nodes.Count - 1;
    }
}
