using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>What experiments on one reference, and perhaps generated sets, found.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Generated">The generated sets; empty where none was given.</param>
/// <param name="Experiments">The experiments that were made, in the order of their ids.</param>
/// <param name="Conclusions">What there is to say about the images, and which experiments were left out.</param>
public sealed record SensitivityResult(
    SourceSummary Reference, IReadOnlyList<SourceSummary> Generated, IReadOnlyList<ExperimentResult> Experiments, IReadOnlyList<Conclusion> Conclusions);
