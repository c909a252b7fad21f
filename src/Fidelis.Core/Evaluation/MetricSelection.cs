using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>Finds the metrics of sets, and of the single images in them, that a plan asks for.</summary>
internal static class MetricSelection
{
    /// <summary>Gets the metrics of the catalogue that score sets, by their features or by training something on them, in the order of their ids.</summary>
    public static IReadOnlyList<IMetric> Known { get; } = [.. MetricCatalog.All.Where(metric => MetricComputation.ScoresSets(metric) || metric is ITrainingMetric)];

    /// <summary>Finds the metrics that a plan names, or the default ones; names that are unknown are left to the validators.</summary>
    public static IReadOnlyList<IMetric> Of(EvaluationPlan plan) => [.. Known.Where(metric => IsChosen(metric, plan) || ComesAlong(metric.Descriptor, plan))];

    /// <summary>Finds the layers that the chosen metrics look at besides the one that the user chose.</summary>
    public static IReadOnlyList<string> LayersOf(EvaluationPlan plan) => [.. Of(plan).Select(metric => metric.Descriptor.Layer).OfType<string>().Distinct()];

    /// <summary>Tells whether a metric is there because the plan asks for all, and not because it names it: then it is left out where its layer is not known.</summary>
    public static bool IsOneOfAll(MetricDescriptor metric, EvaluationPlan plan) => !Names(plan, metric.Id);

    /// <summary>Adds the options that the user gave to metrics.</summary>
    public static IReadOnlyList<KeyValuePair<TMetric, MetricSettings>> WithSettings<TMetric>(EvaluationPlan plan, IEnumerable<TMetric> metrics)
        where TMetric : IMetric =>
        [.. metrics.Select(metric => KeyValuePair.Create(metric, SettingsOf(plan, metric.Descriptor.Id)))];

    /// <summary>Tells whether a metric is there because its set has classes and the plan asks for scores by class, and not because the plan names it.</summary>
    public static bool ComesAlong(MetricDescriptor metric, EvaluationPlan plan) =>
        plan.PerClass
        && metric.Needs.HasFlag(MetricNeeds.Labels)
        && !metric.IsCostly
        && !Names(plan, metric.Id)
        && (metric.MeanOverClassesOf is not { } id || IsChosen(MetricCatalog.Find(id)!, plan));

    /// <summary>Gathers the options that a plan gives to one metric; the last value of an option counts.</summary>
    public static MetricSettings SettingsOf(EvaluationPlan plan, string metric) => MetricRequests.SettingsOf(plan.Settings, metric);

    private static bool IsChosen(IMetric metric, EvaluationPlan plan) =>
        Names(plan, metric.Descriptor.Id)
        || (plan.Metrics is null && metric.Descriptor.IsDefault)
        || (Names(plan, EvaluationPlan.AllMetrics) && metric is ISetMetric && IsForAll(metric.Descriptor, plan));

    private static bool IsForAll(MetricDescriptor metric, EvaluationPlan plan) =>
        !metric.IsCostly && !metric.Needs.HasFlag(MetricNeeds.Labels) && (plan.HeldOut is not null || !metric.Needs.HasFlag(MetricNeeds.HeldOut));

    private static bool Names(EvaluationPlan plan, string id) => plan.Metrics?.Contains(id) == true;
}
