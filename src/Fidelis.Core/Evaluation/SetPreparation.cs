using Fidelis.Features;
using Fidelis.Imaging.Conversion;
using Fidelis.Statistics;

namespace Fidelis.Evaluation;

/// <summary>Turns opened sets into features, one after the other, and tells how far it is.</summary>
/// <param name="progress">Told on the calling thread; or <see langword="null"/>.</param>
/// <param name="cancellation">Ends the work by an <see cref="OperationCanceledException"/>.</param>
internal sealed class SetPreparation(IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
{
    private readonly Dictionary<EvaluationSource, SampleWindow> windows = [];
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

        long before = done;
        long bytesBefore = doneBytes;
        Extraction extraction = extractor!.Extract(
            images,
            windows.GetValueOrDefault(source),
            progress is null ? null : new Relay(state => progress.Report(
                new EvaluationProgress(before + state.Done, bytesBefore + state.EncodedBytes, $"{source.Name} by {extractor.Model.Id}"))),
            cancellation);
        windows[source] = extraction.Report.Window;
        done = before + images.Entries.Count;
        doneBytes = bytesBefore + extraction.Report.Survey.EncodedBytes;
        return new PreparedSet(source, SetStatistics.Of(source.Name, extraction.Set), extraction.Report);
    }

    /// <summary>Says what is done next, unless the work is to end.</summary>
    /// <param name="activity">What, in a few words.</param>
    public void Announce(string activity)
    {
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new EvaluationProgress(done, doneBytes, activity));
    }

    private sealed class Relay(Action<ExtractionProgress> report) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => report(value);
    }
}
