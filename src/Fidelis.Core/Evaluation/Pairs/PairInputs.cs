using Fidelis.Images;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Pairs;

/// <summary>A plan whose names are resolved and found sound.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Reference">The reference images.</param>
/// <param name="Generated">The generated images.</param>
/// <param name="Matches">Which of them belong together.</param>
/// <param name="Metrics">The metrics in the order of their ids, with the options that the user gave.</param>
public sealed record PairInputs(
    PairPlan Plan, ImageSource Reference, ImageSource Generated, PairMatches Matches, IReadOnlyList<KeyValuePair<IPairedMetric, MetricSettings>> Metrics)
{
    /// <summary>Gets what there is to warn of before the work starts: what the headers of the images tell.</summary>
    public IReadOnlyList<Conclusion> Warnings { get; init; } = [];

    /// <summary>Gets the bytes of all files, as far as they are known.</summary>
    public long EncodedBytes { get; init; }
}
