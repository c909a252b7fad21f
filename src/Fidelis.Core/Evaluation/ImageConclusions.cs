using Fidelis.Evaluation.Analysers;

namespace Fidelis.Evaluation;

/// <summary>What there is to say about the images of sets alone, whatever is computed from them.</summary>
public static class ImageConclusions
{
    /// <summary>Draws the conclusions about one set that is compared with no other.</summary>
    /// <param name="set">The images.</param>
    /// <returns>One sentence each; none where every image was taken as it is.</returns>
    public static IReadOnlyList<Conclusion> Of(SetImages set) => Of([set], []);

    /// <summary>Draws the conclusions about sets and pairs of them.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="pairs">Those that are compared.</param>
    /// <returns>One sentence each.</returns>
    public static IReadOnlyList<Conclusion> Of(IReadOnlyList<SetImages> sets, IReadOnlyList<(SetImages Reference, SetImages Generated)> pairs) =>
        [.. AnalyserCatalog.All.OfType<ImageAnalyser>().SelectMany(analyser => analyser.Analyse(sets, pairs))];

    /// <summary>Draws the conclusions about a set that a classifier learns from, and about classes that it could tell apart without looking at what the images show.</summary>
    /// <param name="set">All images.</param>
    /// <param name="classes">The images of each class, by its name.</param>
    /// <returns>One sentence each; of each kind of difference between classes the first.</returns>
    public static IReadOnlyList<Conclusion> OfClasses(SetImages set, IReadOnlyList<SetImages> classes) =>
        [.. AnalyserCatalog.All.OfType<ImageAnalyser>().SelectMany(analyser => analyser.Analyse([set], []).Concat(analyser.AnalyseClasses(classes)))];
}
