namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where images were left out because they cannot be read.</summary>
internal sealed class SkippedImages : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Sets
        .Where(set => set.Report is { Skipped.Count: > 0 })
        .Select(set => new Conclusion(
            "skipped-images",
            ConclusionKind.Warning,
            null,
            $"'{set.Source.Name}': {set.Report!.Skipped.Count} of {set.Report.Skipped.Count + set.Report.ImageCount} images cannot be read and were left out; the run file lists them. The first: {set.Report.Skipped[0].Reason}"));
}
