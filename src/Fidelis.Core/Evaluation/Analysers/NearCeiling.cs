using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where an Inception Score has hardly any room left.</summary>
internal sealed class NearCeiling : IAnalyser
{
    private const double Share = 0.95;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("is") is { Score: { } score } && score.Details["ceiling"] > 1 && score.Value >= Share * score.Details["ceiling"])
        {
            yield return new Conclusion(
                "near-ceiling",
                ConclusionKind.Note,
                "is",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The Inception Score of '{context.Generated.Source.Name}' is {score.Value:G4} of at most {score.Details["ceiling"]}, the number of classes: it cannot tell better images from these."));
        }
    }
}
