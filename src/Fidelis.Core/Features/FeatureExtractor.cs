using System.Diagnostics;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Imaging.Decoding;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Inference;
using Fidelis.Numerics.Errors;
using Fidelis.Preprocessing;
using Fidelis.Registry;

namespace Fidelis.Features;

/// <summary>
/// Computes the features and class probabilities of images by one network, one layer and one protocol. The numbers depend neither on
/// the batch size nor on the number of threads.
/// </summary>
public sealed class FeatureExtractor
{
    private readonly IPreprocessing preprocessing;
    private readonly ExtractionOptions options;
    private readonly LayerPooling pooling;
    private readonly IReadOnlyList<LayerDescription> furtherLayers;
    private readonly int batchSize;

    /// <summary>Initializes an extractor.</summary>
    /// <param name="model">The network. The layer that it names comes before that of the options.</param>
    /// <param name="options">How it looks at images.</param>
    /// <exception cref="InputException">The layer or the protocol is unknown, nobody says how pictures reach the network, or it does not take colour images.</exception>
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

        Layer = model.FindLayer(model.Layer ?? options.Layer ?? network.DefaultFeatureLayer);
        pooling = new LayerPooling(Layer.Shape, options.Pooling);
        furtherLayers = [.. network.Layers.Where(layer => options.FurtherLayers.Contains(layer.Name))];
        preprocessing = options.Protocol is { } protocol ? PreprocessingCatalog.Find(protocol) : model.FindPreprocessing();
        batchSize = options.BatchSize ?? DefaultBatchSize(network.Input);
        ProtocolText = $"{options.Rules.Describe()} -> {preprocessing.Describe(network.Input, options.Fit)} -> {network.Architecture}, weights {model.WeightsHash} -> layer {Layer.Name} -> pooling {pooling.Id} -> precision exact";
        ProtocolHash = Protocol.HashOf(ProtocolText);
    }

    /// <summary>Gets the network.</summary>
    public RegisteredModel Model { get; }

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
        ArgumentNullException.ThrowIfNull(source);
        long started = Stopwatch.GetTimestamp();
        Network network = Model.Network;
        bool isClassifier = network.Classes.Count > 0;
        IEnumerable<string> layers = furtherLayers.Select(layer => layer.Name).Append(Layer.Name);
        IInference inference = network.Prepare([.. (isClassifier ? layers.Append(network.ProbabilityLayer) : layers).Distinct()]);
        using IDisposable? session = inference as IDisposable;
        IReadOnlyList<ImageEntry> entries = source.Entries;
        ExtractionBatches batches = new(preprocessing, network.Input, options.Fit, batchSize, entries.Count);
        FeatureMatrixBuilder features = new(FeatureCount);
        FeatureMatrixBuilder? probabilities = isClassifier ? new(network.Classes.Count) : null;
        Dictionary<string, FeatureMatrixBuilder> further = furtherLayers.ToDictionary(
            layer => layer.Name, layer => new FeatureMatrixBuilder(new LayerPooling(layer.Shape, Pooling.Flatten).FeatureCount));
        ImageCensus census = new();
        List<int> places = [];
        int batch = 0;
        DecodingRules rules = window is not null && options.Rules.Window.Kind == SampleWindowKind.PerSet
            ? options.Rules with { Window = window }
            : SetWindow.Resolve(source, options.Rules, options.SkipBadImages, cancellation);
        int checkedLater = 0;
        PipelineOptions pipeline = new() { Rules = rules, Skip = options.SkipBadImages ? census.Skip : null, Checked = Check };
        foreach (ProcessedImage<int> image in ImagePipeline.Process(entries, batches.Write, (_, _) => batches.SlotBytes, pipeline, cancellation))
        {
            if (batches.BatchOf(image.Index) != batch)
            {
                // The pictures at the end of the last batch were left out.
                Compute();
                batch = batches.BatchOf(image.Index);
            }

            census.Add(image);
            places.Add(image.Result);
            if (image.Result == batches.Size - 1)
            {
                Compute();
            }
        }

        Compute();
        return census.ImageCount > 0
            ? new Extraction(
                new FeatureSet(features.Build(), probabilities?.Build(), census.Paths, census.Labels, ProtocolText, ProtocolHash, network.Classes)
                {
                    FurtherLayers = further.ToDictionary(layer => layer.Key, layer => layer.Value.Build()),
                },
                census.Report(source, network.Input, rules.Window, Stopwatch.GetElapsedTime(started).TotalSeconds))
            : throw new InputException(
                $"At least one image must be readable, but none of the {source.Entries.Count} in '{source.Description}' is. {census.FirstReason}");

        void Compute()
        {
            cancellation.ThrowIfCancellationRequested();
            if (places.Count > 0)
            {
                Tensor images = batches.Take(batch, places);
                IReadOnlyDictionary<string, Tensor> outputs = inference.Run(images);
                AppendFeatures(outputs[Layer.Name], places.Count, features);
                if (probabilities is not null)
                {
                    AppendRows(outputs[network.ProbabilityLayer], places.Count, probabilities);
                }

                foreach ((string layer, FeatureMatrixBuilder rows) in further)
                {
                    AppendRows(outputs[layer], places.Count, rows);
                }

                batches.GiveBack(images);
                places.Clear();
                Report();
            }
        }

        void Check(ImageEntry entry)
        {
            checkedLater++;
            if (checkedLater % batches.Size == 0)
            {
                Report();
            }
        }

        void Report() => progress?.Report(
            new ExtractionProgress(census.ImageCount + census.SkippedCount + checkedLater, source.Entries.Count, census.EncodedBytes));
    }

    /// <summary>Bounds what a batch and its activations occupy: large images come in small batches.</summary>
    private static int DefaultBatchSize(InputShape input) =>
        Math.Clamp((1 << 21) / (input.Height * input.Width * input.Channels), 1, 64);

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
