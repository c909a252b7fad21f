namespace Fidelis.Training;

/// <summary>One point of a <see cref="RocCurve"/>: what is found when every image that scores at least the threshold is called positive.</summary>
/// <param name="Threshold">The score from which an image is called positive; positive infinity at the origin.</param>
/// <param name="FalsePositiveCount">Negative images called positive.</param>
/// <param name="TruePositiveCount">Positive images called positive.</param>
public readonly record struct RocPoint(double Threshold, int FalsePositiveCount, int TruePositiveCount);
