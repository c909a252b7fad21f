namespace Fidelis.Sensitivity;

/// <summary>The steps of an experiment that belong together: those of one model, one generated set and one trial.</summary>
/// <param name="Model">The model as the user named it, or <c>files</c>.</param>
/// <param name="Generated">The index of the generated set in <see cref="SensitivityResult.Generated"/>; <see langword="null"/> where the reference is looked at alone.</param>
/// <param name="Trial">What is done to the images; empty where an experiment does one thing.</param>
/// <param name="Steps">The steps in the order of their positions.</param>
public sealed record ExperimentSeries(string Model, int? Generated, string Trial, IReadOnlyList<ExperimentStep> Steps)
{
    /// <summary>Gets lines that were fitted to scores, by the ids of metrics, as points (position, score) in the order of positions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(double Position, double Value)>> Fits { get; init; } =
        new Dictionary<string, IReadOnlyList<(double, double)>>();

    /// <summary>Gets the ids of the metrics that were computed at some step, in ordinal order.</summary>
    public IEnumerable<string> MetricIds => Steps.SelectMany(step => step.Metrics).Select(metric => metric.Id).Distinct().Order(StringComparer.Ordinal);
}
