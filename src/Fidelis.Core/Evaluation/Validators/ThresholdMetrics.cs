namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that every threshold is on a metric that is computed.</summary>
internal sealed class ThresholdMetrics : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        string[] chosen = [.. MetricSelection.Of(context.Plan).Select(metric => metric.Descriptor.Id)];
        return context.Plan.Thresholds
            .Where(threshold => chosen.Length > 0 && !chosen.Contains(threshold.Metric))
            .Select(threshold => $"A threshold must be on a metric that is computed ({string.Join(", ", chosen)}), but one is on '{threshold.Metric}': add it to --metrics.");
    }
}
