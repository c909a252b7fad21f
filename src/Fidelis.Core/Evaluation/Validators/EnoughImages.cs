using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires as many images as each metric needs to be defined.</summary>
internal sealed class EnoughImages : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        foreach (EvaluationSource source in context.Sources)
        {
            MetricDescriptor? unmet = MetricSelection.Of(context.Plan)
                .Select(metric => metric.Descriptor)
                .Where(metric => source.Count < metric.MinimumImageCount)
                .MaxBy(metric => metric.MinimumImageCount);
            if (unmet is not null)
            {
                yield return $"{unmet.Id} needs at least {unmet.MinimumImageCount} images in each set, but '{source.Name}' has {source.Count}: add images, or choose other metrics by --metrics.";
            }
        }
    }
}
