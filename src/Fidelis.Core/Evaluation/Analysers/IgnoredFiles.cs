namespace Fidelis.Evaluation.Analysers;

/// <summary>Says which files of a source are no pictures.</summary>
internal sealed class IgnoredFiles : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.Report is { IgnoredFiles: [var first, ..] ignored })
        {
            yield return Note(
                "ignored-files",
                set,
                ignored.Count == 1
                    ? $"'{set.Name}': one of the files is no picture by its name and was not looked at: '{first}'."
                    : $"'{set.Name}': {ignored.Count} of the files are no pictures by their names and were not looked at. The first: '{first}'.");
        }
    }
}
