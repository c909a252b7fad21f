using Fidelis.Features;
using Fidelis.Images;

namespace Fidelis.Evaluation.Validators;

/// <summary>What validators see.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Sources">The sets that could be opened: the reference, the generated sets in the order of the plan, the images that were held out.</param>
/// <param name="Extractors">The models that could be opened, in the order of the plan.</param>
public sealed record ValidationContext(EvaluationPlan Plan, IReadOnlyList<EvaluationSource> Sources, IReadOnlyList<FeatureExtractor> Extractors)
{
    /// <summary>Gets what the headers of the images tell, for each set that holds images.</summary>
    public IReadOnlyDictionary<EvaluationSource, PreflightReport> Preflights { get; init; } = new Dictionary<EvaluationSource, PreflightReport>();

    /// <summary>Gets a value indicating whether every set of the plan could be opened.</summary>
    public bool AreAllOpened => Sources.Count == Plan.Generated.Count + (Plan.HeldOut is null ? 1 : 2);

    /// <summary>Gets the number of images of a set that can be read, as far as headers tell.</summary>
    /// <param name="source">The set.</param>
    /// <returns>The number; <see langword="null"/> where a file does not say it.</returns>
    public long? CountOf(EvaluationSource source) => source.Count - (Preflights.TryGetValue(source, out PreflightReport? report) ? report.Bad.Count : 0);
}
