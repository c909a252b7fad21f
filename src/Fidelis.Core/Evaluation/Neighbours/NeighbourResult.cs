using Fidelis.Metrics;

namespace Fidelis.Evaluation.Neighbours;

/// <summary>The nearest reference images of every generated image, and which of these are copies.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Generated">The generated set.</param>
/// <param name="Model">The network whose features are compared.</param>
/// <param name="Protocol">Everything else that decides the features.</param>
/// <param name="ReferencePaths">The paths of the reference images, <c>[n]</c>.</param>
/// <param name="GeneratedPaths">The paths of the generated images, <c>[m]</c>.</param>
/// <param name="Images">The neighbours of each generated image, <c>[m]</c>, in the order of the set.</param>
/// <param name="Copies">How the near copies were told.</param>
/// <param name="ArePixelsKnown">Whether both sets are images, so that exact copies can be told.</param>
/// <param name="Conclusions">The warnings and verdicts.</param>
public sealed record NeighbourResult(
    SourceSummary Reference,
    SourceSummary Generated,
    ModelSummary Model,
    ProtocolSummary Protocol,
    IReadOnlyList<string> ReferencePaths,
    IReadOnlyList<string> GeneratedPaths,
    IReadOnlyList<ImageNeighbours> Images,
    CopyTest Copies,
    bool ArePixelsKnown,
    IReadOnlyList<Conclusion> Conclusions)
{
    /// <summary>Gets the realism score of each image; <see langword="null"/> where a set has too few images for it.</summary>
    public ImageScores? Realism { get; init; }

    /// <summary>Gets the images in the order in which they are looked at: those that lie nearest by the spacing of the reference first.</summary>
    public IEnumerable<ImageNeighbours> ClosestFirst => Images.OrderBy(image => image.SpacingRatio).ThenBy(image => image.Nearest[0].Distance).ThenBy(image => image.Index);

    /// <summary>Gets the number of generated images that equal a reference image pixel by pixel.</summary>
    public int ExactCopyCount => Images.Count(image => image.Exact is not null);

    /// <summary>Gets the number of them that are the same file.</summary>
    public int SameFileCount => Images.Count(image => image.Exact is { IsSameFile: true });
}
