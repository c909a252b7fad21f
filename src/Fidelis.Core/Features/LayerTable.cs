using System.Diagnostics;
using System.Runtime.InteropServices;
using Fidelis.Images;
using Fidelis.Imaging.Conversion;
using Fidelis.Networks.Architectures;
using Fidelis.Networks.Autodiff;
using Fidelis.Networks.Weights;
using Fidelis.Numerics.Errors;
using Microsoft.Win32.SafeHandles;

namespace Fidelis.Features;

/// <summary>
/// The features of a set of images in several layers of one network, which lie in a temporary file until they are asked for: all layers of many
/// images are more than memory holds.
/// </summary>
/// <remarks>The file has no name: however the process ends, it leaves nothing behind.</remarks>
public sealed class LayerTable : IDisposable
{
    private readonly FileWindow file;
    private readonly IReadOnlyList<int> batches;
    private readonly ImageCensus census;
    private readonly int rowBytes;

    private LayerTable(FileWindow file, IReadOnlyList<PooledLayer> layers, IReadOnlyList<int> batches, ImageCensus census, ExtractionReport report)
    {
        this.file = file;
        this.batches = batches;
        this.census = census;
        rowBytes = RowBytes(layers);
        Layers = layers;
        Report = report;
    }

    /// <summary>Gets the layers.</summary>
    public IReadOnlyList<PooledLayer> Layers { get; }

    /// <summary>Gets what was seen on the way.</summary>
    public ExtractionReport Report { get; }

    /// <summary>Loads the features of one layer.</summary>
    /// <param name="index">Its place in <see cref="Layers"/>.</param>
    /// <returns>Features <c>[n, d]</c> without probabilities.</returns>
    /// <exception cref="InputException">The temporary file cannot be read.</exception>
    public FeatureSet Load(int index)
    {
        PooledLayer layer = Layers[index];
        long before = Layers.Take(index).Sum(other => (long)other.FeatureCount) * sizeof(float);
        FeatureMatrixBuilder features = new(layer.FeatureCount);
        float[] block = new float[(long)batches.Max() * layer.FeatureCount];
        long start = 0;
        foreach (int count in batches)
        {
            Span<float> rows = block.AsSpan(0, count * layer.FeatureCount);
            file.Read(start + (before * count), MemoryMarshal.AsBytes(rows));
            for (int i = 0; i < count; i++)
            {
                features.Append(rows.Slice(i * layer.FeatureCount, layer.FeatureCount));
            }

            start += (long)rowBytes * count;
        }

        return new FeatureSet(features.Build(), null, census.Paths, census.Labels, layer.ProtocolText, layer.ProtocolHash, []);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Runs a pass and writes its layers down.</summary>
    internal static LayerTable Extract(
        ImagePass pass,
        ImageSource source,
        InputShape input,
        IReadOnlyList<PooledLayer> layers,
        SampleWindow? window,
        IProgress<ExtractionProgress>? progress,
        CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        List<int> batches = [];
        (ImageCensus Census, SampleWindow Window)? seen = null;
        FileWindow file = TemporaryCopy.Write($"the layers of {source.Description}", (destination, offset) => seen = pass.Run(
            source, window, (outputs, count) => Append(destination, ref offset, outputs, count), progress, cancellation));
        (ImageCensus census, SampleWindow found) = seen!.Value;
        return new LayerTable(file, layers, batches, census, census.Report(source, input, found, Stopwatch.GetElapsedTime(started).TotalSeconds));

        // Batch by batch, and in each layer by layer: a layer is then read in pieces of a batch.
        void Append(SafeFileHandle destination, ref long offset, IReadOnlyDictionary<string, Tensor> outputs, int count)
        {
            float[] block = new float[checked(RowBytes(layers) / sizeof(float) * count)];
            int written = 0;
            foreach (PooledLayer layer in layers)
            {
                Tensor values = outputs[layer.Layer.Name];
                int length = values.Length / count;
                for (int i = 0; i < count; i++)
                {
                    layer.Pooling.Apply(values.Data.AsSpan(i * length, length), block.AsSpan(written, layer.FeatureCount));
                    written += layer.FeatureCount;
                }
            }

            RandomAccess.Write(destination, MemoryMarshal.AsBytes(block.AsSpan()), offset);
            offset += (long)written * sizeof(float);
            batches.Add(count);
        }
    }

    private static int RowBytes(IReadOnlyList<PooledLayer> layers) => checked(layers.Sum(layer => layer.FeatureCount) * sizeof(float));
}
