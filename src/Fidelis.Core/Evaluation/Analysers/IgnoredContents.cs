namespace Fidelis.Evaluation.Analysers;

/// <summary>Says as what a file was taken that holds several things.</summary>
internal sealed class IgnoredContents : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Source.IgnoredContents.Count > 0)
        .Select(set => new Conclusion(
            "ignored-contents",
            ConclusionKind.Note,
            null,
            $"'{set.Source.Name}' was taken as {set.Source.Kind}; it also holds {string.Join(", ", set.Source.IgnoredContents).ToLowerInvariant()}, which were not looked at."));
}
