using Fidelis.Features;
using Fidelis.Images;

namespace Fidelis.Evaluation;

/// <summary>What a run was given as one set.</summary>
/// <param name="Source">The set as the user named it.</param>
/// <param name="Kind">What was found there: <c>images</c>, <c>features</c> or <c>statistics</c>.</param>
/// <param name="ImageCount">The number of images that entered the scores; <see langword="null"/> where it is unknown.</param>
/// <param name="Skipped">The images that were left out because they cannot be read.</param>
/// <param name="ContentHash">SHA-256 of the images in their order, or of the file.</param>
public sealed record SourceSummary(string Source, string Kind, long? ImageCount, IReadOnlyList<SkippedImage> Skipped, string ContentHash)
{
    /// <summary>Gets what was seen of the images; <see langword="null"/> where the set is a file of numbers.</summary>
    public ExtractionReport? Report { get; init; }
}
