namespace Fidelis.Evaluation.Analysers;

/// <summary>
/// Draws conclusions from the images of sets alone. They are the same for every score, and those that need no more than the headers are
/// drawn before the work as well.
/// </summary>
internal abstract class ImageAnalyser : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        SetImages? reference = Of(context.Reference);
        SetImages? generated = Of(context.Generated);
        SetImages? heldOut = context.HeldOut is { } set ? Of(set) : null;
        return Analyse(
            ((SetImages?[])[reference, generated, heldOut]).OfType<SetImages>(),
            reference is not null && generated is not null ? [(reference, generated)] : []);

        static SetImages? Of(PreparedSet set) => set.Report is { } report ? SetImages.Of(set.Source.Images!, report) : null;
    }

    /// <summary>Draws the conclusions about sets and pairs of them.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="pairs">Those that are compared.</param>
    public IEnumerable<Conclusion> Analyse(IEnumerable<SetImages> sets, IEnumerable<(SetImages Reference, SetImages Generated)> pairs) =>
        [.. sets.SelectMany(Judge), .. pairs.SelectMany(pair => Compare(pair.Reference, pair.Generated))];

    /// <summary>Draws the first conclusion about two classes of one set, which a classifier is to learn.</summary>
    /// <param name="classes">The images of each class, by its name.</param>
    /// <returns>One conclusion at most: what holds for two classes mostly holds for others as well.</returns>
    public IEnumerable<Conclusion> AnalyseClasses(IReadOnlyList<SetImages> classes) =>
        classes.SelectMany((one, place) => classes.Skip(place + 1).SelectMany(other => CompareClasses(one, other))).Take(1);

    /// <summary>Draws conclusions about one set.</summary>
    protected virtual IEnumerable<Conclusion> Judge(SetImages set) => [];

    /// <summary>Draws conclusions about two sets that are compared.</summary>
    protected virtual IEnumerable<Conclusion> Compare(SetImages reference, SetImages generated) => [];

    /// <summary>Draws conclusions about two classes of one set, which a classifier is to learn.</summary>
    protected virtual IEnumerable<Conclusion> CompareClasses(SetImages one, SetImages other) => [];

    /// <summary>Says something of one set, whose name the message carries in single quotes.</summary>
    protected static Conclusion Note(string id, SetImages set, string message) => new(id, ConclusionKind.Note, null, message) { Set = set.Name };

    /// <summary>Warns of something in one set, whose name the message carries in single quotes.</summary>
    protected static Conclusion Warning(string id, SetImages set, string message) => new(id, ConclusionKind.Warning, null, message) { Set = set.Name };

    /// <summary>Writes how many images of a set something concerns: "3 of 12 images in 'real'".</summary>
    protected static string Share(long count, SetImages set) =>
        count == set.Survey.Count ? $"all {count} images in '{set.Name}'" : $"{count} of {set.Survey.Count} images in '{set.Name}'";
}
