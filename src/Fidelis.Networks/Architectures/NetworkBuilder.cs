using Fidelis.Networks.Layers;
using Fidelis.Networks.Operators;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Architectures;

/// <summary>Writes a network down layer by layer, each on top of the last, and names layers as Keras does.</summary>
internal sealed class NetworkBuilder
{
    private readonly string architecture;
    private readonly InputShape input;
    private readonly IReadOnlyList<string> classes;
    private readonly Initializer initializer;
    private readonly List<LayerNode> nodes = [];
    private readonly Dictionary<string, int> counts = [];

    public NetworkBuilder(string architecture, InputShape input, int smallestSize, IReadOnlyList<string> classes, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (input.Height < smallestSize || input.Width < smallestSize || input.Channels < 1)
        {
            throw new InputException(
                $"{architecture} needs images of at least {smallestSize} x {smallestSize} pixels, but it was asked to take {input.Width} x {input.Height}: choose a larger input size.");
        }

        if (classes.Count == 0)
        {
            throw new InputException($"{architecture} needs at least one class, but it was given none.");
        }

        if (classes.GroupBy(c => c, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new InputException($"The classes must have different names, but \"{twice.Key}\" appears {twice.Count()} times.");
        }

        this.architecture = architecture;
        this.input = input;
        this.classes = [.. classes];
        initializer = new Initializer(seed);
    }

    /// <summary>Gets the index of the layer that was added last, to come back to it.</summary>
    public int Last => nodes.Count - 1;

    private IReadOnlyList<int> Shape => nodes.Count == 0 ? [input.Height, input.Width, input.Channels] : nodes[^1].Layer.Shape;

    public NetworkBuilder Convolution(int filters, int kernel, int stride = 1) => Append(new ConvolutionLayer(
        Numbered("conv2d"), ConvolutionShape.Same(1, Shape[0], Shape[1], Shape[2], filters, kernel, stride), initializer));

    /// <summary>Adds a batch normalisation, whose running statistics take a share of each batch.</summary>
    public NetworkBuilder BatchNormalization(double batchShare = 0.01) =>
        Append(new BatchNormalizationLayer(Numbered("batch_normalization"), Shape, batchShare));

    /// <summary>Adds a ReLU, which is called <c>re_lu_n</c> unless another kind of name is given.</summary>
    public NetworkBuilder Relu(string kind = "re_lu") => Append(new RectifierLayer(Numbered(kind), Shape, slope: 0));

    public NetworkBuilder LeakyRelu(float slope) => Append(new RectifierLayer(Numbered("leaky_re_lu"), Shape, slope));

    public NetworkBuilder MaxPooling() => Append(new MaxPoolingLayer(Numbered("max_pooling2d"), Shape, PoolingWindow.Halving));

    /// <summary>Adds the output of an earlier layer to that of the last.</summary>
    public NetworkBuilder Add(int earlier) => Append(new AdditionLayer(Numbered("add"), Shape), Last, earlier);

    public NetworkBuilder GlobalAveragePooling() => Append(new GlobalAveragePoolingLayer("global_average_pooling2d", Shape));

    public NetworkBuilder Dropout(double rate) => Append(new DropoutLayer("dropout", Shape, rate));

    /// <summary>Ends the network with its classifier.</summary>
    public LayeredNetwork Classifier(string defaultFeatureLayer)
    {
        Append(new ClassifierLayer("dense", Shape[^1], classes.Count, initializer));
        return new LayeredNetwork(architecture, input, classes, defaultFeatureLayer, nodes);
    }

    private NetworkBuilder Append(Layer layer, params int[] inputs)
    {
        nodes.Add(new LayerNode(layer, inputs.Length == 0 ? [Last] : inputs));
        return this;
    }

    private string Numbered(string kind)
    {
        int number = counts.GetValueOrDefault(kind) + 1;
        counts[kind] = number;
        return $"{kind}_{number}";
    }
}
