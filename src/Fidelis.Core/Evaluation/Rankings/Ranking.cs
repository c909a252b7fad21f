using Fidelis.Metrics;

namespace Fidelis.Evaluation.Rankings;

/// <summary>The scores of one metric in their order, the best first.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Class">The class whose images alone were scored; <see langword="null"/> for the whole sets.</param>
/// <param name="Protocol">The protocol that all scores were made by; <see langword="null"/> where there is no such, and the ranking was forced.</param>
/// <param name="Scores">The scores; those without a place are the last, in the order of the runs.</param>
public sealed record Ranking(MetricDescriptor Metric, string? Class, ProtocolSummary? Protocol, IReadOnlyList<RankedScore> Scores);
