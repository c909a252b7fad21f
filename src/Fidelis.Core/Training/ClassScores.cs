namespace Fidelis.Training;

/// <summary>How well one class is told from the rest.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">Images that are of the class.</param>
/// <param name="PredictedCount">Images that were taken for it.</param>
/// <param name="Precision">Of the images taken for the class, the share that is; <see langword="null"/> where none was taken for it.</param>
/// <param name="Recall">Of the images of the class, the share that was found; <see langword="null"/> where there is none.</param>
/// <param name="F1">
/// The harmonic mean of both, <c>2 TP / (Support + PredictedCount)</c>; <see langword="null"/> where both counts are zero.
/// </param>
/// <param name="Roc">The curve of the class against the rest; <see langword="null"/> where the images are all or none of the class.</param>
public sealed record ClassScores(string Name, int Support, int PredictedCount, double? Precision, double? Recall, double? F1, RocCurve? Roc);
