namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where images were left out because they cannot be read.</summary>
internal sealed class SkippedImages : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (set.Report is { Skipped: [var first, ..] skipped })
        {
            yield return Warning(
                "skipped-images",
                set,
                $"'{set.Name}': {skipped.Count} of {skipped.Count + set.Survey.Count} images cannot be read and were left out; the run file lists them. The first: {first.Reason}");
        }
    }
}
