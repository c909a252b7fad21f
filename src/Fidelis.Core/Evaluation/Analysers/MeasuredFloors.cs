using System.Globalization;
using Fidelis.Evaluation.Floors;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says what measured floors are, which scores lie within them, and which could not be measured.</summary>
internal sealed class MeasuredFloors : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        MetricResult[] measured = [.. context.Comparison.Metrics.Where(metric => metric.Score?.FloorMethod == FloorMeter.Method)];
        if (measured is [var some, ..])
        {
            yield return Explain(context, some.Score!, measured);
            string[] within = [.. measured.Where(IsWithin).Select(metric => metric.Id)];
            if (within.Length > 0)
            {
                yield return new Conclusion(
                    "within-measured-floor",
                    ConclusionKind.Verdict,
                    null,
                    $"By {string.Join(", ", within)} of {context.Comparison.Model.Label} '{context.Generated.Source.Name}' cannot be told from further images of the reference at these n: the score is within 1.96 deviations of the measured floor.");
            }
        }

        foreach (IGrouping<string, MetricResult> missing in context.Comparison.Metrics.Concat(context.Comparison.ClassMetrics).Where(metric => metric.FloorError is not null).GroupBy(metric => metric.Id))
        {
            string where = missing.First().Class is null ? "" : $" for {string.Join(", ", missing.Select(metric => metric.Class))}";
            yield return new Conclusion("floor-not-measured", ConclusionKind.Warning, missing.Key, $"The floor of {missing.Key} could not be measured{where}. {missing.First().FloorError}");
        }
    }

    private static bool IsWithin(MetricResult metric) =>
        Math.Abs(metric.Score!.Value - metric.Score.Floor!.Value) <= ScoreInterval.NormalQuantile * metric.Score.Details["floorStd"];

    private static Conclusion Explain(AnalysisContext context, MetricScore score, MetricResult[] measured)
    {
        double first = score.Details["floorReferenceImages"];
        double second = score.Details["floorGeneratedImages"];
        string[] parts = [.. measured.GroupBy(metric => MetricCatalog.Find(metric.Id)!.Descriptor.FloorRate).OrderByDescending(rate => rate.Key).Select(Describe)];
        return new Conclusion(
            "measured-floor",
            ConclusionKind.Note,
            null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Floors are measured: '{context.Reference.Source.Name}' was divided at random {Division.Count} times into {first} and {second} images, which were scored against one another. They are brought to the sizes of the comparison {string.Join("; ", parts)}."));
    }

    private static string Describe(IGrouping<double, MetricResult> rate)
    {
        string ids = string.Join(", ", rate.Select(metric => metric.Id));
        return rate.Key switch
        {
            0 => $"not at all, because no law is known: {ids}",
            1 => $"as 1/n: {ids}",
            0.5 => $"as the root of 1/n: {ids}",
            _ => string.Create(CultureInfo.InvariantCulture, $"as 1/n to the power of {rate.Key}: {ids}"),
        };
    }
}
