namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that every threshold is on a metric that is computed.</summary>
internal sealed class ThresholdMetrics : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context) => MetricRequests.FindThresholdProblems(MetricSelection.Of(context.Plan), context.Plan.Thresholds);
}
