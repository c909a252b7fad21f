using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Pairs;

/// <summary>Finds the paired metrics that a plan asks for, and what is wrong with what it asks.</summary>
internal static class PairMetrics
{
    /// <summary>Gets the paired metrics of the catalogue in the order of their ids.</summary>
    public static IReadOnlyList<IPairedMetric> All { get; } = [.. MetricCatalog.All.OfType<IPairedMetric>()];

    /// <summary>Finds the metrics that a plan names, or the default ones; unknown names are passed over.</summary>
    public static IReadOnlyList<IPairedMetric> Of(PairPlan plan) =>
    [
        .. All.Where(metric => plan.Metrics.Count == 0
            ? metric.Descriptor.IsDefault
            : plan.Metrics.Contains(metric.Descriptor.Id) || (plan.Metrics.Contains(EvaluationPlan.AllMetrics) && !metric.Descriptor.IsCostly)),
    ];

    /// <summary>Finds unknown metrics, options and limits without a metric, and options out of their range.</summary>
    public static IEnumerable<string> FindProblems(PairPlan plan)
    {
        IReadOnlyList<IPairedMetric> chosen = Of(plan);
        return
        [
            .. plan.Metrics.Distinct().Where(id => id != EvaluationPlan.AllMetrics && MetricCatalog.Find(id) is not IPairedMetric).Select(Unknown),
            .. MetricRequests.FindSettingProblems(chosen, plan.Settings),
            .. MetricRequests.FindThresholdProblems(chosen, plan.Thresholds),
        ];
    }

    private static string Unknown(string id)
    {
        IEnumerable<string> known = All.Select(metric => metric.Descriptor.Id);
        return MetricCatalog.Find(id) is ISetMetric
            ? $"The metric '{id}' compares sets, not single images with one another: compute it by `fidelis evaluate REFERENCE GENERATED --metrics {id}`."
            : $"There is no metric '{id}' of pairs. There is: {string.Join(", ", known)}.{Suggestion.For(id, known)}";
    }
}
