namespace Fidelis.Metrics;

/// <summary>What a metric makes of one pair of pictures.</summary>
/// <param name="Value">The value; infinity where the metric says so of equal pictures.</param>
/// <param name="IsClipped">Whether a part of it lay outside of the range in which it has a meaning, and was taken as the end of that range.</param>
public readonly record struct PairedValue(double Value, bool IsClipped = false);
