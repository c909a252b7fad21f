namespace Fidelis.Evaluation.Pairs;

/// <summary>Which images belong together.</summary>
/// <param name="Pairs">The places of both images in their sources, in the order of the reference.</param>
/// <param name="UnmatchedReference">The paths of the reference images without a partner, in their order.</param>
/// <param name="UnmatchedGenerated">The paths of the generated images without a partner, in their order.</param>
public sealed record PairMatches(
    IReadOnlyList<(int Reference, int Generated)> Pairs, IReadOnlyList<string> UnmatchedReference, IReadOnlyList<string> UnmatchedGenerated);
