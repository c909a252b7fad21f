namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where one set or class was stored with a loss and the other without: the traces of compression count as a difference.</summary>
internal sealed class LossyAgainstLossless : ImageAnalyser
{
    // Below this difference of shares the few that differ cannot decide a score.
    private const double ShareLimit = 0.1;

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Compare(SetImages reference, SetImages generated)
    {
        if (Differ(reference, generated))
        {
            yield return new Conclusion(
                "lossy-formats",
                ConclusionKind.Warning,
                null,
                $"'{reference.Name}' is stored as {Describe(reference)} and '{generated.Name}' as {Describe(generated)}: a distance counts the traces of compression as a defect, by as much as a poor generator. Store both without loss, or compress both alike.");
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> CompareClasses(SetImages one, SetImages other)
    {
        if (Differ(one, other))
        {
            yield return new Conclusion(
                "lossy-formats",
                ConclusionKind.Warning,
                null,
                $"The class '{one.Name}' is stored as {Describe(one)} and '{other.Name}' as {Describe(other)}: a classifier can tell them by the traces of compression alone, and its accuracy says nothing of images that are stored otherwise. Store both without loss, or compress both alike.");
        }
    }

    private static bool Differ(SetImages one, SetImages other) => Math.Abs(LossyShare(one) - LossyShare(other)) > ShareLimit;

    private static double LossyShare(SetImages set) => (double)set.Survey.LossyCount / Math.Max(set.Survey.Count, 1);

    private static string Describe(SetImages set)
    {
        string formats = string.Join(", ", set.Survey.Formats.Select(format => format.Key));
        string loss = set.Survey.LossyCount == 0 ? "without loss" : set.Survey.LossyCount == set.Survey.Count ? "lossy" : $"{set.Survey.LossyCount} of {set.Survey.Count} lossy";
        return $"{formats} ({loss})";
    }
}
