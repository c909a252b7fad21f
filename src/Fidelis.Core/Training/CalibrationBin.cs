using Fidelis.Statistics;

namespace Fidelis.Training;

/// <summary>The images whose most probable class has a probability in <c>(Lower, Upper]</c>.</summary>
/// <param name="Lower">The lower end, which belongs to the bin below.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Count">The images.</param>
/// <param name="MeanConfidence">The mean of those probabilities; <see langword="null"/> where there is no image.</param>
/// <param name="Accuracy">How often that class was the right one; <see langword="null"/> where there is no image.</param>
public sealed record CalibrationBin(double Lower, double Upper, int Count, double? MeanConfidence, Accuracy? Accuracy);
