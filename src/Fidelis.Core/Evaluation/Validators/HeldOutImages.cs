using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires real images that the generator was not trained on where a metric needs them, and a metric that needs them where they are given.</summary>
internal sealed class HeldOutImages : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        EvaluationPlan plan = context.Plan;
        string[] needing = [.. MetricSelection.Of(plan).Where(NeedsHeldOut).Select(metric => metric.Descriptor.Id)];
        if (plan.HeldOut is null && needing.Length > 0)
        {
            yield return $"{string.Join(" and ", needing)} compare{(needing.Length == 1 ? "s" : "")} generated images with those of the training and with real ones that the generator has not seen: name the training images as REFERENCE and the others by --held-out.";
        }

        if (plan.HeldOut is not null && needing.Length == 0)
        {
            yield return $"Images are held out, but no metric that is computed looks at them: add {string.Join(" or ", MetricSelection.Known.Where(NeedsHeldOut).Select(metric => metric.Descriptor.Id))} to --metrics, or leave --held-out out.";
        }

        if (plan.HeldOut == plan.Reference)
        {
            yield return $"The images that are held out must be others than those of the training, but both are '{plan.Reference}'.";
        }

        if (needing.Length > 0 && context.Sources.FirstOrDefault(source => source.Statistics is not null) is { } file)
        {
            yield return $"{string.Join(" and ", needing)} need{(needing.Length == 1 ? "s" : "")} the features of single images, but '{file.Name}' holds statistics of all together: name images or a features file.";
        }
    }

    private static bool NeedsHeldOut(IMetric metric) => metric.Descriptor.Needs.HasFlag(MetricNeeds.HeldOut);
}
