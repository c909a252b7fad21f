namespace Fidelis.Evaluation.Analysers;

/// <summary>Says what there is to say of a source of images: a misleading extension, repeated paths, labels that are no classes.</summary>
internal sealed class SourceNotes : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        from set in context.Sets
        from note in set.Source.Images?.Notes ?? []
        select new Conclusion("source-note", ConclusionKind.Note, null, note);
}
