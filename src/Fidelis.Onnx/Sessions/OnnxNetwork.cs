using System.Globalization;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Fidelis.Onnx.Layers;
using Fidelis.Onnx.Model;

namespace Fidelis.Onnx.Sessions;

/// <summary>A network that its user brings as an ONNX model. ONNX Runtime computes it, with <see cref="Parallelism.ThreadCount"/> threads.</summary>
public sealed class OnnxNetwork : Network
{
    private readonly OnnxModel model;
    private readonly ImageInput input;
    private readonly Dictionary<string, LayerTensor> tensors;
    private readonly (string Layer, string Logits)? softmax;

    /// <summary>Finds out how a model takes images, and which of its tensors could be feature layers; where its file leaves shapes open, by running it once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What its file does not say.</param>
    /// <param name="cancellation">Ends the run by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">
    /// The model takes no images or several inputs, ONNX Runtime cannot run it, or what the options name is not there or does not fit.
    /// </exception>
    public OnnxNetwork(OnnxModel model, OnnxNetworkOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        this.model = model;
        input = ImageInput.Of(model, options.InputSize);
        IReadOnlyList<TensorUse> uses = TensorUses.Of(model.Graph, input.Value.Name, input.Layout);
        IReadOnlyList<LayerTensor> found = LayerProbe.Find(model, input, uses, cancellation);
        ParameterCount = uses.Sum(use => use.ConstantCount);
        tensors = found.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        ClassifierHead? head = FindHead(options, found);
        softmax = head is { IsLogits: true } ? ($"softmax({head.Tensor})", head.Tensor) : null;
        Classes = head is null ? [] : ClassesOf(options.Classes, tensors[head.Tensor].Shape[0], model.Name);
        Layers = LayersOf(found, head);
        DefaultFeatureLayer = RequireFeatures(options.Features) ?? head?.DenseInput ?? LastVector(found);
    }

    /// <inheritdoc/>
    public override string Architecture => softmax is { } computed ? $"onnx with {computed.Layer}" : "onnx";

    /// <inheritdoc/>
    public override InputShape Input => input.Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerDescription> Layers { get; }

    /// <inheritdoc/>
    public override string DefaultFeatureLayer { get; }

    /// <inheritdoc/>
    public override long ParameterCount { get; }

    /// <summary>Gets <see langword="null"/>: an ONNX file does not say how pictures reach it.</summary>
    public override string? DefaultProtocol => null;

    /// <summary>Gets the model.</summary>
    public OnnxModel Model => model;

    /// <summary>Gets the input as the model file declares it.</summary>
    public OnnxValue DeclaredInput => input.Value;

    /// <inheritdoc/>
    public override IInference Prepare(IReadOnlyCollection<string> layers, ProductPrecision precision = ProductPrecision.Exact)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (precision != ProductPrecision.Exact)
        {
            throw new ArgumentException($"A network of ONNX Runtime must be computed in {ProductPrecision.Exact}, but {precision} is asked for.", nameof(precision));
        }

        bool needsSoftmax = softmax is { } computed && layers.Contains(computed.Layer);
        string[] wanted = [.. layers.Select(layer => needsSoftmax && layer == softmax!.Value.Layer ? softmax.Value.Logits : layer).Distinct(StringComparer.Ordinal)];
        return wanted.FirstOrDefault(name => !tensors.ContainsKey(name)) is { } unknown
            ? throw new ArgumentException($"A layer must be one of the network's, but it is \"{unknown}\".", nameof(layers))
            : new OnnxInference(new OnnxSession(model, wanted, Parallelism.ThreadCount), input, [.. wanted.Select(name => tensors[name])], needsSoftmax ? softmax : null);
    }

    private static IReadOnlyList<string> ClassesOf(IReadOnlyList<string> names, int count, string source) =>
        names.Count == 0 ? [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"class {i}"))]
        : names.Count == count ? names
        : throw new InputException($"There must be a label for each of the {count} classes of '{source}', but there are {names.Count}.");

    private ClassifierHead? FindHead(OnnxNetworkOptions options, IReadOnlyList<LayerTensor> found)
    {
        if (!options.IsClassifier)
        {
            return null;
        }

        HashSet<string> vectors = [.. found.Where(tensor => tensor.Shape is [> 1]).Select(tensor => tensor.Name)];
        ClassifierHead? head = ClassifierHead.Find(model.Graph, [.. found.Select(tensor => tensor.Use)], vectors, options.Probabilities);
        return head is null && options.Probabilities is { } named
            ? throw new InputException(
                $"The class probabilities of '{model.Name}' must be a tensor [n, classes] behind a softmax or a dense layer, but '{Printable.Of(named)}' is not.{Suggestion.For(named, vectors.Where(vector => vector != named))}")
            : head;
    }

    private List<LayerDescription> LayersOf(IReadOnlyList<LayerTensor> found, ClassifierHead? head)
    {
        List<LayerDescription> layers = [.. found.Select(tensor => new LayerDescription(tensor.Name, tensor.Use.Operator, tensor.Shape, tensor.Use.ConstantCount)
        {
            Depth = tensor.Use.Depth,
        })];
        if (head is null)
        {
            return layers;
        }

        // The probabilities are the last layer of every network.
        LayerDescription last = layers.Single(layer => layer.Name == head.Tensor);
        if (softmax is { } computed)
        {
            layers.Add(new LayerDescription(computed.Layer, "Softmax (not in the file)", last.Shape, 0) { Depth = last.Depth + 1 });
        }
        else
        {
            layers.Remove(last);
            layers.Add(last);
        }

        return layers;
    }

    /// <summary>Without a dense layer the features are the last output that is a vector, or else the last output.</summary>
    private string LastVector(IReadOnlyList<LayerTensor> found)
    {
        LayerTensor[] outputs = [.. found.Where(tensor => model.Graph.Outputs.Any(output => output.Name == tensor.Name))];
        return (outputs.LastOrDefault(tensor => tensor.Shape.Count == 1) ?? outputs.LastOrDefault() ?? found[^1]).Name;
    }

    private string? RequireFeatures(string? features) => features is null || tensors.ContainsKey(features)
        ? features
        : throw new InputException($"The model '{model.Name}' has no layer '{Printable.Of(features)}' to take features from.{Suggestion.For(features, tensors.Keys)}");
}
