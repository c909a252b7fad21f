using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>What was measured at one step of an experiment.</summary>
/// <param name="Label">The step in a word, such as the name of a layer.</param>
/// <param name="Position">Its place on the axis of the experiment.</param>
/// <param name="Model">The model, layer and pooling.</param>
/// <param name="Protocol">Everything else that decides the scores.</param>
/// <param name="Metrics">The scores; where the step was repeated, their means (<see cref="RepeatedScore"/>).</param>
public sealed record ExperimentStep(string Label, double Position, ModelSummary Model, ProtocolSummary Protocol, IReadOnlyList<MetricResult> Metrics)
{
    /// <summary>Gets further columns of the table by name, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Finds a score that could be computed.</summary>
    /// <param name="id">The id of the metric.</param>
    /// <returns>The score, or <see langword="null"/>.</returns>
    public Metrics.MetricScore? Find(string id) => Metrics.FirstOrDefault(metric => metric.Id == id)?.Score;
}
