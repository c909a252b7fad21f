namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a statistics file does not tell its number of images.</summary>
internal sealed class UnknownCount : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Statistics.Count is null)
        .Select(set => new Conclusion(
            "unknown-count",
            ConclusionKind.Note,
            "fid",
            $"'{set.Source.Name}' does not say of how many images it is: the floor is unknown. Make the file by 'fidelis stats', which writes n."));
}
