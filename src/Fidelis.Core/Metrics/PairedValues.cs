namespace Fidelis.Metrics;

/// <summary>What a metric made of all pairs.</summary>
/// <param name="Values">The value of each pair.</param>
/// <param name="Sizes">The columns and rows of each pair.</param>
/// <param name="ClippedCount">The pairs whose value is clipped: see <see cref="PairedValue.IsClipped"/>.</param>
public sealed record PairedValues(IReadOnlyList<double> Values, IReadOnlyList<(int Width, int Height)> Sizes, int ClippedCount);
