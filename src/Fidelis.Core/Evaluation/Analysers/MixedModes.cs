namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where grey and coloured images, or images of different depths, stand in one set or in sets that are compared.</summary>
internal sealed class MixedModes : ImageAnalyser
{
    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Judge(SetImages set)
    {
        if (ModesOf(set).Count > 1)
        {
            yield return Warning(
                "mixed-modes",
                set,
                $"The images in '{set.Name}' are of different modes: {string.Join(", ", set.Survey.Modes.Select(mode => $"{mode.Value} are {mode.Key}"))}. The scores see the difference: store all alike where that is not meant.");
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> Compare(SetImages reference, SetImages generated)
    {
        if (ModesOf(reference) is [var one] && ModesOf(generated) is [var other] && one != other)
        {
            yield return new Conclusion(
                "different-modes",
                ConclusionKind.Warning,
                null,
                $"'{reference.Name}' is stored as {reference.Survey.Modes[0].Key} and '{generated.Name}' as {generated.Survey.Modes[0].Key}: a distance counts what that changes as a defect. Store both alike.");
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Conclusion> CompareClasses(SetImages one, SetImages other)
    {
        if (ModesOf(one) is [var first] && ModesOf(other) is [var second] && first != second)
        {
            yield return new Conclusion(
                "different-modes",
                ConclusionKind.Warning,
                null,
                $"The class '{one.Name}' is stored as {one.Survey.Modes[0].Key} and '{other.Name}' as {other.Survey.Modes[0].Key}: a classifier can tell them by what that changes alone. Store both alike.");
        }
    }

    // Palettes and opacity change nothing by themselves: what counts is whether there are more than 8 bits, and whether there is colour.
    private static List<(bool IsDeep, bool IsGrey)> ModesOf(SetImages set) =>
    [
        .. set.Survey.Modes.Select(mode => (IsDeep: mode.Key[..2] is "16" or "32", IsGrey: mode.Key.Contains("grey", StringComparison.Ordinal))).Distinct(),
    ];
}
