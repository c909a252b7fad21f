using Fidelis.Features;

namespace Fidelis.Evaluation.Validators;

/// <summary>What validators see.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Sources">The sets that could be opened, in the order of the plan, the reference first.</param>
/// <param name="Extractors">The models that could be opened, in the order of the plan.</param>
public sealed record ValidationContext(EvaluationPlan Plan, IReadOnlyList<EvaluationSource> Sources, IReadOnlyList<FeatureExtractor> Extractors);
