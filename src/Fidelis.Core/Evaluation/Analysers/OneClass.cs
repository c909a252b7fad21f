namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where a generated set is of one class for the classifier.</summary>
internal sealed class OneClass : IAnalyser
{
    // exp H(y) is the number of classes in equal shares that would be as uncertain. Two classes at 90 : 10 have 1.38.
    private const double EffectiveClassLimit = 1.4;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("is") is not { Score.Details: { } details })
        {
            yield break;
        }

        if (details["ceiling"] == 1)
        {
            yield return new Conclusion("one-class", ConclusionKind.Warning, "is", "The classifier knows one class: the Inception Score is 1 whatever the images are. Take a classifier of several classes.");
        }
        else if (Math.Exp(details["marginalEntropy"]) < EffectiveClassLimit)
        {
            yield return new Conclusion(
                "one-class",
                ConclusionKind.Warning,
                "is",
                $"For {context.Comparison.Model.Label} nearly all images of '{context.Generated.Source.Name}' are of one class: the Inception Score, which rewards variety of classes, must be near 1. If one class is what was asked for, read FID.");
        }
    }
}
