using Fidelis.Features;
using Fidelis.Imaging.Conversion;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>
/// Turns opened sets into features, one after the other, and tells how far it is. A network is made ready once for all sets that it looks at, its filters
/// packed once; it is let go where another one takes its place.
/// </summary>
/// <param name="progress">Told on the calling thread; or <see langword="null"/>.</param>
/// <param name="cancellation">Ends the work by an <see cref="OperationCanceledException"/>.</param>
internal sealed class SetPreparation(IProgress<EvaluationProgress>? progress, CancellationToken cancellation) : IDisposable
{
    private readonly Dictionary<EvaluationSource, SampleWindow> windows = [];
    private FeatureExtractor? current;
    private ReadyNetwork? network;
    private long done;
    private long doneBytes;

    /// <summary>Takes what a file holds, or extracts the features of images. The window of a set is found once for all models.</summary>
    /// <param name="source">The set.</param>
    /// <param name="extractor">The model; <see langword="null"/> where every set is a file.</param>
    /// <returns>The set as the model sees it.</returns>
    public PreparedSet Prepare(EvaluationSource source, FeatureExtractor? extractor)
    {
        if (source.Images is not { } images)
        {
            SetStatistics statistics = source.Features is { } features ? SetStatistics.Of(source.Name, features) : SetStatistics.Of(source.Name, source.Statistics!);
            return new PreparedSet(source, statistics, null);
        }

        Extraction extraction = extractor!.Extract(images, NetworkOf(extractor), windows.GetValueOrDefault(source), RelayOf(source, extractor), cancellation);
        Finish(source, extraction.Report);
        return new PreparedSet(source, SetStatistics.Of(source.Name, extraction.Set), extraction.Report);
    }

    /// <summary>Extracts several layers of images by one pass.</summary>
    /// <param name="source">The set, which holds images.</param>
    /// <param name="extractor">The model.</param>
    /// <param name="layers">The layers.</param>
    /// <returns>The layers, which the caller disposes of.</returns>
    public LayerTable Prepare(EvaluationSource source, FeatureExtractor extractor, IReadOnlyList<PooledLayer> layers)
    {
        LayerTable table = extractor.ExtractLayers(source.Images!, layers, windows.GetValueOrDefault(source), RelayOf(source, extractor), cancellation);
        Finish(source, table.Report);
        return table;
    }

    /// <summary>Says what is done next instead of extracting, unless the work is to end.</summary>
    /// <param name="activity">What, in a few words.</param>
    public void Announce(string activity)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new EvaluationProgress(done, doneBytes, activity));
    }

    /// <summary>Lets the network go, so that memory does not hold it beside other work. A further set would make it ready anew.</summary>
    public void LetNetworkGo()
    {
        network?.Dispose();
        (current, network) = (null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => LetNetworkGo();

    private ReadyNetwork NetworkOf(FeatureExtractor extractor)
    {
        if (current != extractor)
        {
            LetNetworkGo();
            (current, network) = (extractor, extractor.TakeNetwork());
        }

        return network!;
    }

    private Relay? RelayOf(EvaluationSource source, FeatureExtractor extractor)
    {
        long before = done;
        long bytesBefore = doneBytes;
        return progress is null ? null : new Relay(state => progress.Report(
            new EvaluationProgress(before + state.Done, bytesBefore + state.EncodedBytes, $"{source.Name} by {extractor.Model.Id}")));
    }

    private void Finish(EvaluationSource source, ExtractionReport report)
    {
        windows[source] = report.Window;
        done += source.Images!.Entries.Count;
        doneBytes += report.Survey.EncodedBytes;
    }

    private sealed class Relay(Action<ExtractionProgress> report) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => report(value);
    }
}
