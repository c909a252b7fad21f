namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that every metric option exists, is in its range, and belongs to a metric that is computed.</summary>
internal sealed class MetricSettingsInRange : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context) => MetricRequests.FindSettingProblems(MetricSelection.Of(context.Plan), context.Plan.Settings);
}
