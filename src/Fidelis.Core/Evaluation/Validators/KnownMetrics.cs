using Fidelis.Metrics;
using Fidelis.Numerics.Errors;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that every metric of the plan exists and compares sets.</summary>
internal sealed class KnownMetrics : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        foreach (string id in (context.Plan.Metrics ?? []).Distinct().Where(id => id != EvaluationPlan.AllMetrics))
        {
            if (MetricCatalog.Find(id) is IPairedMetric)
            {
                yield return $"The metric '{id}' compares each generated image with the one that it should equal, not sets: compute it by `fidelis pairs REFERENCE GENERATED --metrics {id}`.";
            }
            else if (MetricCatalog.Find(id) is not ITrainingMetric && !MetricComputation.ScoresSets(MetricCatalog.Find(id)))
            {
                IEnumerable<string> known = MetricSelection.Known.Select(metric => metric.Descriptor.Id);
                yield return $"There is no metric '{id}' of two sets. There is: {string.Join(", ", known)}.{Suggestion.For(id, known)}";
            }
        }
    }
}
