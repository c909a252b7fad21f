namespace Fidelis.Imaging.Comparison;

/// <summary>The structural similarity of two pictures and the part of it that luminance has no share in, each a mean over all windows.</summary>
/// <param name="Similarity">The mean of luminance times contrast and structure, for each channel, in [-1, 1].</param>
/// <param name="ContrastStructure">The mean of contrast and structure alone, for each channel, in [-1, 1].</param>
public sealed record SimilarityTerms(IReadOnlyList<double> Similarity, IReadOnlyList<double> ContrastStructure);
