using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>Finds the set metrics that a plan asks for.</summary>
internal static class MetricSelection
{
    /// <summary>Gets the set metrics of the catalogue in the order of their ids.</summary>
    public static IReadOnlyList<ISetMetric> SetMetrics { get; } = [.. MetricCatalog.All.OfType<ISetMetric>()];

    /// <summary>Finds the metrics that a plan names, or the default ones; names that are unknown are left to the validators.</summary>
    public static IReadOnlyList<ISetMetric> Of(EvaluationPlan plan) => [.. SetMetrics.Where(metric => IsChosen(metric.Descriptor, plan) || ComesAlong(metric.Descriptor, plan))];

    /// <summary>Tells whether a metric is there because its set has classes and the plan asks for scores by class, and not because the plan names it.</summary>
    public static bool ComesAlong(MetricDescriptor metric, EvaluationPlan plan) =>
        plan.PerClass
        && metric.Needs.HasFlag(MetricNeeds.Labels)
        && !metric.IsCostly
        && !Names(plan, metric.Id)
        && (metric.MeanOverClassesOf is not { } id || IsChosen(MetricCatalog.Find(id)!.Descriptor, plan));

    /// <summary>Gathers the options that a plan gives to one metric; the last value of an option counts.</summary>
    public static MetricSettings SettingsOf(EvaluationPlan plan, string metric) => MetricRequests.SettingsOf(plan.Settings, metric);

    private static bool IsChosen(MetricDescriptor metric, EvaluationPlan plan) =>
        Names(plan, metric.Id)
        || (plan.Metrics is null && metric.IsDefault)
        || (Names(plan, EvaluationPlan.AllMetrics) && !metric.IsCostly && !metric.Needs.HasFlag(MetricNeeds.Labels));

    private static bool Names(EvaluationPlan plan, string id) => plan.Metrics?.Contains(id) == true;
}
