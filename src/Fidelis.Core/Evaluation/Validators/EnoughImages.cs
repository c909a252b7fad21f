using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires as many images as each metric needs to be defined, but for those that come with <c>all</c>: they say for themselves what they lack, and the others still appear.</summary>
internal sealed class EnoughImages : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        foreach (EvaluationSource source in context.Sources)
        {
            // Images that cannot be read are left out, or have a sentence of their own.
            long? count = context.CountOf(source);
            MetricDescriptor? unmet = MetricSelection.Of(context.Plan)
                .Select(metric => metric.Descriptor)
                .Where(metric => count < metric.MinimumImageCount && !IsOneOfMany(metric, context.Plan))
                .MaxBy(metric => metric.MinimumImageCount);
            if (unmet is not null)
            {
                yield return $"{unmet.Id} needs at least {unmet.MinimumImageCount} images in each set, but '{source.Name}' has {count}{(count < source.Count ? " that can be read" : "")}: add images, or choose other metrics by --metrics.";
            }
        }
    }

    private static bool IsOneOfMany(MetricDescriptor metric, EvaluationPlan plan) =>
        plan.Metrics?.Contains(EvaluationPlan.AllMetrics) == true && MetricSelection.IsOneOfAll(metric, plan);
}
