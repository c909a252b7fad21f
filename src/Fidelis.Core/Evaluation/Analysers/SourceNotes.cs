namespace Fidelis.Evaluation.Analysers;

/// <summary>Passes on what a source says of itself.</summary>
internal sealed class SourceNotes : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set) =>
        (set.Report?.Notes ?? []).Select(note => Note("source-note", set, note));
}
