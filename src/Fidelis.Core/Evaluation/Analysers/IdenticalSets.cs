namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the generated set is the reference.</summary>
internal sealed class IdenticalSets : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Reference.Summarize().ContentHash == context.Generated.Summarize().ContentHash)
        {
            yield return new Conclusion(
                "identical-sets",
                ConclusionKind.Warning,
                null,
                $"'{context.Generated.Source.Name}' holds the very images of the reference: a distance of zero says nothing about a generator.");
        }
    }
}
