using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Networks.Layers;
using Fidelis.Numerics.Kernels;

namespace Fidelis.Networks.Architectures;

/// <summary>A network of our own layers, which infers and can be trained.</summary>
/// <remarks>Any number of threads may prepare an inference at once. Nothing else may happen while a step of training, or a restoring of weights, changes the parameters.</remarks>
public sealed class LayeredNetwork : Network
{
    private readonly ClassifierLayer? classifier;

    internal LayeredNetwork(
        string architecture, InputShape input, IReadOnlyList<string> classes, string defaultFeatureLayer, IReadOnlyList<LayerNode> nodes, string defaultProtocol = "native")
    {
        Architecture = architecture;
        Input = input;
        Classes = classes;
        DefaultFeatureLayer = defaultFeatureLayer;
        DefaultProtocol = defaultProtocol;
        Nodes = nodes;
        classifier = nodes[^1].Layer as ClassifierLayer;
        Parameters = [.. nodes.SelectMany(n => n.Layer.Parameters)];
        int[] depths = DepthsOf(nodes);
        Layers = [.. nodes.Select((n, i) => new LayerDescription(
            n.Layer.Name, n.Layer.Operator, n.Layer.Shape, n.Layer.Parameters.Sum(p => (long)p.Value.Length))
        {
            Depth = depths[i],
        })];
    }

    /// <inheritdoc/>
    public override string Architecture { get; }

    /// <inheritdoc/>
    public override InputShape Input { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerDescription> Layers { get; }

    /// <inheritdoc/>
    public override string DefaultFeatureLayer { get; }

    /// <inheritdoc/>
    public override string DefaultProtocol { get; }

    /// <summary>Gets the layers in the order of computing, each with where its inputs come from.</summary>
    public IReadOnlyList<LayerNode> Nodes { get; }

    /// <summary>Gets the trained and running parameters, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public override bool HasFastPrecision => true;

    /// <inheritdoc/>
    public override IInference Prepare(IReadOnlyCollection<string> layers, ProductPrecision precision = ProductPrecision.Exact)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return InferencePlanner.Plan(Nodes, [Input.Height, Input.Width, Input.Channels], [.. layers.Select(IndexOf)], precision);
    }

    /// <summary>Computes a layer of a batch on a tape, step by step as the layers are written down, so that gradients can be led back.</summary>
    /// <param name="images">Images <c>[n, height, width, channels]</c>, float32, RGB, scaled as the network takes them.</param>
    /// <param name="layer">A name out of <see cref="Layers"/>.</param>
    /// <param name="pass">The run that the computing belongs to. In training, running statistics follow the batch.</param>
    /// <returns>The layer, <c>[n, ...]</c>.</returns>
    /// <exception cref="ArgumentException">The images have another shape than <see cref="Input"/>, or the layer is unknown.</exception>
    public Variable Compute(Variable images, string layer, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(pass);
        Guard(images.Shape);
        int wanted = IndexOf(layer);
        return new LayerRun(Nodes, [wanted]).Run(images, pass)[wanted]!;
    }

    /// <summary>Computes the logits of a batch, from which a loss is computed. Only a network that ends in a classifier can be trained.</summary>
    /// <param name="images">Images <c>[n, height, width, channels]</c>, float32, RGB, in [-1, 1].</param>
    /// <param name="pass">The run that the computing belongs to. In training, running statistics follow the batch.</param>
    /// <returns>Logits <c>[n, classes]</c>, whose softmax is the probability layer.</returns>
    /// <exception cref="ArgumentException">The images have another shape than <see cref="Input"/>.</exception>
    /// <exception cref="InvalidOperationException">The network does not end in a classifier.</exception>
    public Variable Logits(Variable images, ForwardPass pass)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(pass);
        Guard(images.Shape);
        int last = Nodes[^1].Inputs[0];
        return classifier is null
            ? throw new InvalidOperationException($"{Architecture} does not end in a classifier.")
            : classifier.Logits(new LayerRun(Nodes, [last]).Run(images, pass)[last]!, pass);
    }

    /// <summary>Copies all trained and running parameters.</summary>
    /// <returns>The copy.</returns>
    public WeightSnapshot SnapshotWeights() => new(Parameters);

    /// <summary>Takes all trained and running parameters back from a copy.</summary>
    /// <param name="snapshot">A copy of this network's parameters, or those of one that was created alike.</param>
    /// <exception cref="ArgumentException">The copy is of a network with other parameters.</exception>
    public void RestoreWeights(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.CopyTo(Parameters);
    }

    /// <summary>
    /// Takes what another network of the same architecture has learned to see, of whatever input size and classes. The classifier at the
    /// end is taken too where the classes are the same in the same order; else it stays as it is.
    /// </summary>
    /// <param name="source">The other network.</param>
    /// <returns>Whether the classifier was taken.</returns>
    /// <exception cref="ArgumentException">The other network is of another architecture.</exception>
    public bool TakeWeights(LayeredNetwork source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Architecture != Architecture)
        {
            throw new ArgumentException($"The weights must be those of {Architecture}, but they are those of {source.Architecture}.", nameof(source));
        }

        bool sameClasses = Classes.SequenceEqual(source.Classes, StringComparer.Ordinal);
        foreach ((Parameter parameter, Parameter learned) in Parameters.Zip(source.Parameters))
        {
            if (sameClasses || classifier?.Parameters.Contains(parameter) != true)
            {
                learned.Value.Data.CopyTo(parameter.Value.Data, 0);
            }
        }

        return sameClasses;
    }

    private static int[] DepthsOf(IReadOnlyList<LayerNode> nodes)
    {
        int[] depths = new int[nodes.Count];
        for (int i = 0; i < depths.Length; i++)
        {
            depths[i] = 1 + nodes[i].Inputs.Max(input => input == LayerNode.Images ? 0 : depths[input]);
        }

        return depths;
    }

    private int IndexOf(string layer)
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Layer.Name == layer)
            {
                return i;
            }
        }

        throw new ArgumentException($"A layer must be one of {string.Join(", ", Layers.Select(l => l.Name))}, but it is \"{layer}\".", nameof(layer));
    }

    private void Guard(ReadOnlySpan<int> shape)
    {
        if (shape.Length != 4 || shape[0] < 1 || shape[1] != Input.Height || shape[2] != Input.Width || shape[3] != Input.Channels)
        {
            throw new ArgumentException(
                $"The images must be [n, {Input.Height}, {Input.Width}, {Input.Channels}], but they are [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        }
    }
}
