using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>A plan whose names are resolved and found sound.</summary>
/// <param name="Evaluation">The sets, the models and the metrics.</param>
/// <param name="Experiments">The experiments that can be made, each with its metrics and options.</param>
/// <param name="Conclusions">Which experiments are left out, and why.</param>
public sealed record SensitivityInputs(
    EvaluationInputs Evaluation, IReadOnlyList<(IExperiment Experiment, ExperimentContext Context)> Experiments, IReadOnlyList<Conclusion> Conclusions);
