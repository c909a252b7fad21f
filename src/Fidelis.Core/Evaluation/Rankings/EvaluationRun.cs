namespace Fidelis.Evaluation.Rankings;

/// <summary>An evaluation that was made before.</summary>
/// <param name="Name">Its file, as the user named it.</param>
/// <param name="Result">What it found.</param>
public sealed record EvaluationRun(string Name, RunResult Result);
