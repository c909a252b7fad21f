using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where the splits of the Inception Score are too small for their number of classes.</summary>
/// <remarks>
/// The entropy of k frequencies from m certain answers is too low by (k - 1) / 2m to first order (G. A. Miller, Note on the bias of
/// information estimates, 1955); uncertain answers lose less.
/// </remarks>
internal sealed class SplitBias : IAnalyser
{
    private const double BiasLimit = 0.05;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("is") is not { GeneratedCount: { } count } result)
        {
            yield break;
        }

        int splits = int.Parse(result.Options.First(option => option.Key == "splits").Value, CultureInfo.InvariantCulture);
        double perSplit = (double)count / splits;
        double classes = result.Score!.Details["ceiling"];
        double bias = (classes - 1) / (2 * perSplit);
        if (bias > BiasLimit)
        {
            yield return new Conclusion(
                "split-bias",
                ConclusionKind.Warning,
                "is",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The Inception Score is a mean over {splits} splits of {perSplit:0.#} images in '{context.Generated.Source.Name}': {Effect(perSplit, classes, bias)}. Take more images, or --set is.splits=1."))
            {
                Set = context.Generated.Source.Name,
            };
        }
    }

    /// <summary>Says what so few images do: the first order means something where there are more images than classes.</summary>
    private static string Effect(double perSplit, double classes, double bias) => perSplit < classes
        ? string.Create(CultureInfo.InvariantCulture, $"none can score above its number of images, whatever the {classes} classes would allow")
        : string.Create(CultureInfo.InvariantCulture, $"with {classes} classes that can make it {1 - Math.Exp(-bias):P0} too low");
}
