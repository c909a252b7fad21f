using Fidelis.Features;

namespace Fidelis.Training;

/// <summary>What a trained classifier said about labelled images.</summary>
/// <param name="Extraction">Probabilities <c>[n, k]</c>, paths and labels of the images, and how they came about.</param>
/// <param name="Scores">The scores.</param>
public sealed record ClassificationResult(Extraction Extraction, ClassificationScores Scores);
