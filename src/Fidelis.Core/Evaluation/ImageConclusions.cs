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
}
