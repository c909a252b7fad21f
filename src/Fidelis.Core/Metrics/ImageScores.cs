namespace Fidelis.Metrics;

/// <summary>What a metric found of single images.</summary>
/// <param name="Values">The value of each generated image, <c>[n]</c>.</param>
/// <param name="Summary">The score of the set that follows from them, with its error.</param>
public sealed record ImageScores(IReadOnlyList<double> Values, MetricScore Summary);
