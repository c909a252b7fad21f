using Fidelis.Metrics;

namespace Fidelis.Evaluation.Validators;

/// <summary>Requires that a metric which looks at a layer of its own can find it somewhere, before anything is extracted for it.</summary>
internal sealed class LayersOfMetrics : IValidator
{
    /// <inheritdoc/>
    public IEnumerable<string> FindProblems(ValidationContext context)
    {
        EvaluationPlan plan = context.Plan;
        if (!context.AreAllOpened || context.Extractors.Count < plan.Models.Count)
        {
            yield break;
        }

        foreach (IMetric metric in MetricSelection.Of(plan).Where(metric => !MetricSelection.IsOneOfAll(metric.Descriptor, plan)))
        {
            if (metric.Descriptor.Layer is not { } layer)
            {
                continue;
            }

            // Files hold one layer: that of the reference leaves nothing to compare with, and so do those of all generated sets.
            EvaluationSource[] files = [.. context.Sources.Where(source => source.Images is null)];
            if (files.Length > 0 && (files.Contains(context.Sources[0]) || context.Sources.Skip(1).Take(plan.Generated.Count).All(files.Contains)))
            {
                yield return $"{metric.Descriptor.Id} looks at the layer '{layer}' besides, which the file '{files[0].Name}' cannot hold: name images, or leave {metric.Descriptor.Id} out.";
            }
            else if (context.Extractors.Count > 0 && context.Extractors.All(extractor => extractor.Model.Network.Layers.All(known => known.Name != layer)))
            {
                yield return $"{metric.Descriptor.Id} looks at the layer '{layer}', which '{context.Extractors[0].Model.Id}' does not have: score images by Inception V3, which has it, or leave {metric.Descriptor.Id} out.";
            }
        }
    }
}
