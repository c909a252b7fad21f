using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;
using Fidelis.Preprocessing;
using Fidelis.Registry;

namespace Fidelis.Features;

/// <summary>
/// Computes the features and class probabilities of images by one network, one layer and one protocol. The numbers depend neither on
/// the batch size nor on the number of threads, but for networks in ONNX Runtime, which splits its sums by threads: 6e-6 was seen.
/// </summary>
public sealed class FeatureExtractor
{
    /// <summary>The values that all layers of a batch may have together where several are extracted at once: 128 MiB of float32.</summary>
    private const long MostLayerElements = 1L << 25;

    /// <summary>The values that the input of a batch may have by default: 8 MiB of float32.</summary>
    private const int BatchElements = 1 << 21;

    /// <summary>The values that it may have where a batch size is asked for: 32 MiB. More would be no faster, and its layers would take tens of times as much memory.</summary>
    private const int MostBatchElements = 1 << 23;

    private readonly IPreprocessing preprocessing;
    private readonly ExtractionOptions options;
    private readonly LayerPooling pooling;
    private readonly IReadOnlyList<LayerDescription> furtherLayers;
    private readonly int batchSize;
    private Task<IInference>? begun;

    /// <summary>Initializes an extractor.</summary>
    /// <param name="model">The network. The layer that it names comes before that of the options.</param>
    /// <param name="options">How it looks at images.</param>
    /// <exception cref="InputException">The layer or the protocol is unknown, the network lacks the precision, nobody says how pictures reach the network, or it does not take colour images.</exception>
    public FeatureExtractor(RegisteredModel model, ExtractionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (options.BatchSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(options));
        }

        Model = model;
        this.options = options;
        Network network = model.Network;
        if (network.Input.Channels != 3)
        {
            throw new InputException($"A feature extractor must take images of 3 channels, but the model '{model.Id}' takes {network.Input.Channels}.");
        }

        if (options.Precision == ProductPrecision.Fast && !network.HasFastPrecision)
        {
            throw new InputException(
                $"The precision must be \"exact\" for the model '{model.Id}', which ONNX Runtime computes, but it is \"fast\"; only built-in networks have both.");
        }

        Layer = model.FindLayer(model.Layer ?? options.Layer ?? network.DefaultFeatureLayer);
        pooling = new LayerPooling(Layer.Shape, options.Pooling);
        furtherLayers = [.. network.Layers.Where(layer => options.FurtherLayers.Contains(layer.Name))];
        preprocessing = options.Protocol is { } protocol ? PreprocessingCatalog.Find(protocol) : model.FindPreprocessing();
        batchSize = options.BatchSize is { } asked ? Math.Min(asked, LargestBatchSize(network.Input)) : DefaultBatchSize(network.Input);
        ProtocolText = DescribeProtocol(Layer, pooling);
        ProtocolHash = Protocol.HashOf(ProtocolText);
    }

    /// <summary>Gets the network.</summary>
    public RegisteredModel Model { get; }

    /// <summary>Gets the way from a picture to the network.</summary>
    public IPreprocessing Preprocessing => preprocessing;

    /// <summary>Gets the layer that the features are taken from.</summary>
    public LayerDescription Layer { get; }

    /// <summary>Gets the rule by which the layer becomes a vector: <c>avg</c>, <c>max</c>, <c>flatten</c>; <c>none</c> where it is one.</summary>
    public string PoolingId => pooling.Id;

    /// <summary>Gets the length of a feature vector: d.</summary>
    public int FeatureCount => pooling.FeatureCount;

    /// <summary>Gets everything that decides the features besides the images, as one readable line.</summary>
    public string ProtocolText { get; }

    /// <summary>Gets the first 16 hexadecimal digits of the SHA-256 of <see cref="ProtocolText"/> in UTF-8.</summary>
    public string ProtocolHash { get; }

    private bool IsClassifier => Model.Network.Classes.Count > 0;

    /// <summary>Extracts the features of all images of a source, in their order.</summary>
    /// <param name="source">The images.</param>
    /// <param name="progress">Told after every batch, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the extraction by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Features <c>[n, d]</c>, probabilities <c>[n, k]</c> of a network that tells classes apart, and what was seen.</returns>
    /// <exception cref="InputException">Images cannot be read, or none is left.</exception>
    public Extraction Extract(ImageSource source, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default) =>
        Extract(source, null, progress, cancellation);

    /// <summary>Extracts the features of all images of a source whose window is known from an earlier extraction.</summary>
    /// <param name="source">The images.</param>
    /// <param name="window">
    /// The window of the set, or <see langword="null"/> where it is to be found; ignored unless the rules ask for the window of the set.
    /// </param>
    /// <param name="progress">Told after every batch, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the extraction by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Features <c>[n, d]</c>, probabilities <c>[n, k]</c> of a network that tells classes apart, and what was seen.</returns>
    /// <exception cref="InputException">Images cannot be read, or none is left.</exception>
    public Extraction Extract(ImageSource source, SampleWindow? window, IProgress<ExtractionProgress>? progress, CancellationToken cancellation)
    {
        using ReadyNetwork network = TakeNetwork();
        return Extract(source, network, window, progress, cancellation);
    }

    /// <summary>Begins to make the network ready for whoever extracts first, on a thread of its own where more than one may work.</summary>
    internal void BeginPreparing()
    {
        if (Parallelism.ThreadCount > 1 && begun is null)
        {
            begun = Task.Factory.StartNew(Prepare, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Gives the network for several extractions, which the caller disposes of behind the last one.</summary>
    internal ReadyNetwork TakeNetwork() => new(Prepare, Interlocked.Exchange(ref begun, null));

    /// <summary>Extracts by a network that is kept for more than one source.</summary>
    internal Extraction Extract(
        ImageSource source, ReadyNetwork ready, SampleWindow? window, IProgress<ExtractionProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        long started = Stopwatch.GetTimestamp();
        Network network = Model.Network;
        FeatureMatrixBuilder features = new(FeatureCount);
        FeatureMatrixBuilder? probabilities = IsClassifier ? new(network.Classes.Count) : null;
        Dictionary<string, FeatureMatrixBuilder> further = furtherLayers.ToDictionary(
            layer => layer.Name, layer => new FeatureMatrixBuilder(new LayerPooling(layer.Shape, Pooling.Flatten).FeatureCount));
        (ImageCensus census, SampleWindow found) =
            new ImagePass(ready, network.Input, preprocessing, options, batchSize).Run(source, window, Append, progress, cancellation);
        return new Extraction(
            new FeatureSet(features.Build(), probabilities?.Build(), census.Paths, census.Labels, ProtocolText, ProtocolHash, network.Classes)
            {
                FurtherLayers = further.ToDictionary(layer => layer.Key, layer => layer.Value.Build()),
            },
            census.Report(source, network.Input, found, Stopwatch.GetElapsedTime(started).TotalSeconds));

        void Append(IReadOnlyDictionary<string, Tensor> outputs, int count)
        {
            AppendFeatures(outputs[Layer.Name], count, features);
            if (probabilities is not null)
            {
                AppendRows(outputs[network.ProbabilityLayer], count, probabilities);
            }

            foreach ((string layer, FeatureMatrixBuilder rows) in further)
            {
                AppendRows(outputs[layer], count, rows);
            }
        }
    }

    /// <summary>Says how a layer becomes a vector by the pooling of the options, and by which protocol.</summary>
    /// <param name="layer">A layer of the network.</param>
    /// <param name="largest">The most features that all values of a map may be; a larger map is pooled by its mean.</param>
    /// <returns>The layer.</returns>
    public PooledLayer Pool(LayerDescription layer, int largest)
    {
        ArgumentNullException.ThrowIfNull(layer);
        LayerPooling asked = new(layer.Shape, options.Pooling);
        LayerPooling taken = asked.FeatureCount <= largest || options.Pooling != Pooling.Flatten ? asked : new LayerPooling(layer.Shape, Pooling.Average);
        string text = DescribeProtocol(layer, taken);
        return new PooledLayer(layer, taken, text, Protocol.HashOf(text)) { IsReduced = taken != asked };
    }

    /// <summary>Extracts the features of several layers by one pass through the network.</summary>
    /// <param name="source">The images.</param>
    /// <param name="layers">What <see cref="Pool"/> made of the layers, at least one.</param>
    /// <param name="window">As for <see cref="Extract(ImageSource, SampleWindow?, IProgress{ExtractionProgress}?, CancellationToken)"/>.</param>
    /// <param name="progress">Told after every batch, on the calling thread; or <see langword="null"/>.</param>
    /// <param name="cancellation">Ends the extraction by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The layers, whose features lie in a temporary file: memory holds one batch of all layers, and one layer where it is loaded. Each has
    /// the digits that an extraction of it alone gives.
    /// </returns>
    /// <exception cref="InputException">Images cannot be read, none is left, or there is no room for the file.</exception>
    public LayerTable ExtractLayers(
        ImageSource source, IReadOnlyList<PooledLayer> layers, SampleWindow? window, IProgress<ExtractionProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(layers);
        int fitting = Math.Max(1, (int)Math.Min(int.MaxValue, MostLayerElements / layers.Sum(layer => layer.ElementCount)));
        TakeNetwork().Dispose();
        using ReadyNetwork network = new(() => Model.Network.Prepare([.. layers.Select(layer => layer.Layer.Name).Distinct()], options.Precision));
        ImagePass pass = new(network, Model.Network.Input, preprocessing, options, Math.Min(batchSize, fitting));
        return LayerTable.Extract(pass, source, Model.Network.Input, layers, window, progress, cancellation);
    }

    /// <summary>Bounds what a batch and its activations occupy: large images come in small batches.</summary>
    internal static int DefaultBatchSize(InputShape input) => Math.Min(64, ImagesWithin(BatchElements, input));

    /// <summary>Bounds what a batch that is asked for may occupy.</summary>
    internal static int LargestBatchSize(InputShape input) => ImagesWithin(MostBatchElements, input);

    private static int ImagesWithin(int elements, InputShape input) =>
        (int)Math.Max(1, elements / ((long)input.Height * input.Width * input.Channels));

    private string DescribeProtocol(LayerDescription layer, LayerPooling rule) =>
        $"{options.Rules.Describe()} -> {preprocessing.Describe(Model.Network.Input, options.Fit)} -> {Model.Network.Architecture}, weights {Model.WeightsHash} -> layer {layer.Name} -> pooling {rule.Id} -> precision {(options.Precision == ProductPrecision.Fast ? "fast" : "exact")}";

    private IInference Prepare()
    {
        Network network = Model.Network;
        IEnumerable<string> layers = furtherLayers.Select(layer => layer.Name).Append(Layer.Name);
        return network.Prepare([.. (IsClassifier ? layers.Append(network.ProbabilityLayer) : layers).Distinct()], options.Precision);
    }

    private static void AppendRows(Tensor rows, int count, FeatureMatrixBuilder destination)
    {
        int length = rows.Length / count;
        for (int i = 0; i < count; i++)
        {
            destination.Append(rows.Data.AsSpan(i * length, length));
        }
    }

    private void AppendFeatures(Tensor layer, int count, FeatureMatrixBuilder destination)
    {
        int length = layer.Length / count;
        for (int i = 0; i < count; i++)
        {
            pooling.Apply(layer.Data.AsSpan(i * length, length), destination.AppendEmpty());
        }
    }
}
