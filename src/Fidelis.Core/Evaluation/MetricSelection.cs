using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>Finds the set metrics that a plan asks for.</summary>
internal static class MetricSelection
{
    /// <summary>Gets the set metrics of the catalogue in the order of their ids.</summary>
    public static IReadOnlyList<ISetMetric> SetMetrics { get; } = [.. MetricCatalog.All.OfType<ISetMetric>()];

    /// <summary>Finds the metrics that a plan names, or the default ones; names that are unknown are left to the validators.</summary>
    public static IReadOnlyList<ISetMetric> Of(EvaluationPlan plan) =>
    [
        .. SetMetrics.Where(metric => plan.Metrics.Count == 0
            ? metric.Descriptor.IsDefault
            : plan.Metrics.Contains(metric.Descriptor.Id) || (plan.Metrics.Contains(EvaluationPlan.AllMetrics) && !metric.Descriptor.IsCostly)),
    ];

    /// <summary>Gathers the options that a plan gives to one metric; the last value of an option counts.</summary>
    public static MetricSettings SettingsOf(EvaluationPlan plan, string metric)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (MetricAssignment assignment in plan.Settings.Where(assignment => assignment.Metric == metric))
        {
            values[assignment.Option] = assignment.Value;
        }

        return new MetricSettings(values);
    }
}
