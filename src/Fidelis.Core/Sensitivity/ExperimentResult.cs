using Fidelis.Evaluation;

namespace Fidelis.Sensitivity;

/// <summary>What an experiment found.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Options">The value of every option, given or default.</param>
/// <param name="Series">What was measured.</param>
/// <param name="Conclusions">What it means, in whole sentences.</param>
public sealed record ExperimentResult(
    ExperimentDescriptor Experiment,
    IReadOnlyList<KeyValuePair<string, string>> Options,
    IReadOnlyList<ExperimentSeries> Series,
    IReadOnlyList<Conclusion> Conclusions);
