namespace Fidelis.Evaluation.Analysers;

/// <summary>Says which files of a folder are no pictures.</summary>
internal sealed class IgnoredFiles : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Report is { IgnoredFiles.Count: > 0 })
        .Select(set => new Conclusion(
            "ignored-files",
            ConclusionKind.Note,
            null,
            $"'{set.Source.Name}': {set.Report!.IgnoredFiles.Count} of the files are no pictures by their names and were not looked at. The first: '{set.Report.IgnoredFiles[0]}'."));
}
