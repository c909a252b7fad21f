namespace Fidelis.Evaluation.Analysers;

/// <summary>Says how many images are of classes that the classifier does not know, so that it cannot say whether they are what they should be.</summary>
internal sealed class UnjudgedImages : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("conditional-accuracy") is { Score: { Confusion: { } confusion } score } && score.Details["unjudgedImages"] > 0)
        {
            string[] unknown = [.. context.Generated.Statistics.Classes.Except(confusion.Classes, StringComparer.Ordinal)];
            string why = unknown.Length == 0 ? "the others have no class" : $"{context.Comparison.Model.Label} does not know {string.Join(", ", unknown)}";
            yield return new Conclusion(
                "unjudged-images",
                ConclusionKind.Note,
                "conditional-accuracy",
                $"Conditional accuracy counts {confusion.Counts.ImageCount} of {context.Generated.Statistics.Count} images in '{context.Generated.Source.Name}': {why}.")
            {
                Set = context.Generated.Source.Name,
            };
        }
    }
}
