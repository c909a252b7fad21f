using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that every metric option exists, is in its range, and belongs to a metric that is computed.</summary>
internal sealed class MetricSettingsInRange : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        IReadOnlyList<ISetMetric> chosen = MetricSelection.Of(context.Plan);
        foreach (string id in context.Plan.Settings.Select(assignment => assignment.Metric).Distinct())
        {
            if (chosen.FirstOrDefault(metric => metric.Descriptor.Id == id) is not { } metric)
            {
                if (chosen.Count == 0)
                {
                    // Every metric of the plan is unknown, which is said elsewhere.
                    continue;
                }

                yield return $"Options can be set for metrics that are computed ({string.Join(", ", chosen.Select(one => one.Descriptor.Id))}), but one is set for '{id}': add it to --metrics.";
                continue;
            }

            foreach (string problem in metric.Descriptor.Options.FindProblems(MetricSelection.SettingsOf(context.Plan, id)))
            {
                yield return $"{id}: {problem}";
            }
        }
    }
}
