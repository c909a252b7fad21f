using Fidelis.Features;
using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>A plan whose names are resolved and found sound.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Generated">The generated sets.</param>
/// <param name="Extractors">The models; empty where every set is a file.</param>
/// <param name="Metrics">The set metrics in the order of their ids, with the options that the user gave.</param>
public sealed record EvaluationInputs(
    EvaluationPlan Plan,
    EvaluationSource Reference,
    IReadOnlyList<EvaluationSource> Generated,
    IReadOnlyList<FeatureExtractor> Extractors,
    IReadOnlyList<KeyValuePair<IMetric, MetricSettings>> Metrics)
{
    /// <summary>Gets real images that the generators were not trained on; <see langword="null"/> where there are none.</summary>
    public EvaluationSource? HeldOut { get; init; }

    /// <summary>Gets the metrics that train something, in the order of their ids, with the options that the user gave.</summary>
    public IReadOnlyList<KeyValuePair<ITrainingMetric, MetricSettings>> TrainingMetrics { get; init; } = [];

    /// <summary>Gets the time, for the progress of metrics that train something; that of the system by default.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets what there is to warn of before the work starts: what the headers of the images tell.</summary>
    public IReadOnlyList<Conclusion> Warnings { get; init; } = [];

    /// <summary>Gets the bytes of the files that go through networks, each counted once for each model; zero where they are not known.</summary>
    public long ImagePassBytes { get; init; }

    /// <summary>Gets the reference, the generated sets, and the images that were held out.</summary>
    public IEnumerable<EvaluationSource> Sources => HeldOut is null ? [Reference, .. Generated] : [Reference, .. Generated, HeldOut];

    /// <summary>Gets the images that go through networks, each counted once for each model.</summary>
    public long ImagePassCount => Extractors.Count * Sources.Sum(source => (long)(source.Images?.Entries.Count ?? 0));
}
