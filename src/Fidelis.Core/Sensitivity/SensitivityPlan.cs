using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>What is to be found out, as the user names it.</summary>
/// <param name="Evaluation">
/// The sets, the models and the metrics; no generated set where the reference is looked at alone, and no metrics where each experiment takes
/// those that suit it.
/// </param>
public sealed record SensitivityPlan(EvaluationPlan Evaluation)
{
    /// <summary>Gets the id of the experiment; <see langword="null"/> for all that the sets and models allow.</summary>
    public string? Experiment { get; init; }
}
