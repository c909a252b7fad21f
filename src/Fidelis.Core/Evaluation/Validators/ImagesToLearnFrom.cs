using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires, for metrics that train something, images with classes in every set.</summary>
internal sealed class ImagesToLearnFrom : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        string[] ids = [.. MetricSelection.Of(context.Plan).OfType<ITrainingMetric>().Select(metric => metric.Descriptor.Id)];
        if (ids.Length == 0)
        {
            yield break;
        }

        string subject = $"{string.Join(" and ", ids)} {(ids.Length == 1 ? "needs" : "need")} images with classes to learn from, but";
        foreach (EvaluationSource source in context.Sources)
        {
            if (source.Images is not { } images)
            {
                yield return $"{subject} '{source.Name}' holds {source.Kind}: give the images themselves.";
            }
            else if (images.Entries.FirstOrDefault(entry => entry.ClassName is null) is { } unlabelled)
            {
                yield return $"{subject} '{unlabelled.Path}' in '{source.Name}' has none: put the images of each class into a folder of its name, or give a file of labels by --labels.";
            }
        }
    }
}
