using Fidelis.Metrics;

namespace Fidelis.Evaluation;

/// <summary>What plans of every kind ask of the metrics that they choose: options and limits, and what can be wrong with them.</summary>
internal static class MetricRequests
{
    /// <summary>Gathers the options that are given to one metric; the last value of an option counts.</summary>
    public static MetricSettings SettingsOf(IEnumerable<MetricAssignment> assignments, string metric)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (MetricAssignment assignment in assignments.Where(assignment => assignment.Metric == metric))
        {
            values[assignment.Option] = assignment.Value;
        }

        return new MetricSettings(values);
    }

    /// <summary>Finds options that do not exist, are out of range, or belong to a metric that is not computed.</summary>
    /// <param name="chosen">The metrics that are computed. Where there is none, every metric of the plan is unknown, which is said elsewhere.</param>
    /// <param name="assignments">The options.</param>
    public static IEnumerable<string> FindSettingProblems(IReadOnlyList<IMetric> chosen, IReadOnlyList<MetricAssignment> assignments)
    {
        foreach (string id in assignments.Select(assignment => assignment.Metric).Distinct())
        {
            if (chosen.FirstOrDefault(metric => metric.Descriptor.Id == id) is { } metric)
            {
                foreach (string problem in metric.Descriptor.Options.FindProblems(SettingsOf(assignments, id)))
                {
                    yield return $"{id}: {problem}";
                }
            }
            else if (chosen.Count > 0)
            {
                yield return $"Options can be set for metrics that are computed ({IdsOf(chosen)}), but one is set for '{id}': add it to --metrics.";
            }
        }
    }

    /// <summary>Finds limits on metrics that are not computed.</summary>
    /// <param name="chosen">The metrics that are computed; none as for options.</param>
    /// <param name="thresholds">The limits.</param>
    public static IEnumerable<string> FindThresholdProblems(IReadOnlyList<IMetric> chosen, IReadOnlyList<Threshold> thresholds) => thresholds
        .Where(threshold => chosen.Count > 0 && chosen.All(metric => metric.Descriptor.Id != threshold.Metric))
        .Select(threshold => $"A threshold must be on a metric that is computed ({IdsOf(chosen)}), but one is on '{threshold.Metric}': add it to --metrics.");

    private static string IdsOf(IEnumerable<IMetric> metrics) => string.Join(", ", metrics.Select(metric => metric.Descriptor.Id));
}
