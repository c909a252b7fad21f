namespace Fidelis.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Done">The images that went through a network, each counted once for each model.</param>
/// <param name="DoneBytes">The bytes of their files.</param>
/// <param name="Activity">What is being done, in a few words.</param>
public readonly record struct EvaluationProgress(long Done, long DoneBytes, string Activity);
