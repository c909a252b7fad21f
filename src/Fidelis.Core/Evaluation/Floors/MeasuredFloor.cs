namespace Fidelis.Evaluation.Floors;

/// <summary>What two parts of a reference score against one another, over several random divisions, brought to the sizes of a comparison.</summary>
/// <param name="Value">The mean over the divisions.</param>
/// <param name="Deviation">The standard deviation of a single score about it.</param>
/// <param name="Error">Why it could not be measured, or <see langword="null"/>.</param>
/// <param name="Seconds">The time that the metric took.</param>
internal readonly record struct MeasuredFloor(double Value, double Deviation, string? Error, double Seconds);
