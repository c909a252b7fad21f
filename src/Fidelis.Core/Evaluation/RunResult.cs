namespace Fidelis.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Generated">The generated sets.</param>
/// <param name="Comparisons">One comparison for each model and generated set, the models in the outer order.</param>
public sealed record RunResult(SourceSummary Reference, IReadOnlyList<SourceSummary> Generated, IReadOnlyList<Comparison> Comparisons);
