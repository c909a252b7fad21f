namespace Fidelis.Evaluation.Pairs;

/// <summary>What comparing images one by one found.</summary>
/// <param name="Reference">The reference images of the pairs.</param>
/// <param name="Generated">The generated images of the pairs.</param>
/// <param name="Match">How images found their partners.</param>
/// <param name="Pairs">The pairs in the order of the reference.</param>
/// <param name="Metrics">The metrics in the order of their ids.</param>
/// <param name="Protocol">What was done to the images before.</param>
/// <param name="Seconds">The time from the first byte read to the last value.</param>
public sealed record PairResult(
    SourceSummary Reference,
    SourceSummary Generated,
    MatchRule Match,
    IReadOnlyList<ImagePair> Pairs,
    IReadOnlyList<PairMetricResult> Metrics,
    ProtocolSummary Protocol,
    double Seconds)
{
    /// <summary>Gets the paths of the reference images that were left out because they have no partner, or none that can be read.</summary>
    public IReadOnlyList<string> UnmatchedReference { get; init; } = [];

    /// <summary>Gets the paths of the generated images that were left out because they have no partner, or none that can be read.</summary>
    public IReadOnlyList<string> UnmatchedGenerated { get; init; } = [];

    /// <summary>Gets the number of pairs whose images are equal in every sample.</summary>
    public int EqualCount { get; init; }

    /// <summary>Gets the sentences that are printed beside the scores.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];
}
