namespace Fidelis.Statistics;

/// <summary>How often images that should be of one class were taken for another, with the names of the classes.</summary>
/// <param name="Classes">The names of the k classes.</param>
/// <param name="Counts">The counts <c>[should be, taken for]</c>.</param>
public sealed record ClassConfusion(IReadOnlyList<string> Classes, ConfusionMatrix Counts)
{
    /// <summary>Gets the share of the images of a class that were taken for it.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The recall in [0, 1]; <see langword="null"/> where there is no image of the class.</returns>
    public double? RecallOf(int label) => Counts.Support(label) is > 0 and var support ? (double)Counts[label, label] / support : null;

    /// <summary>Computes the plain mean of the recalls of those classes that have images, also called balanced accuracy.</summary>
    /// <returns>The mean in [0, 1].</returns>
    public double MeanRecall() => Enumerable.Range(0, Classes.Count).Select(RecallOf).OfType<double>().Average();
}
