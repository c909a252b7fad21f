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
        double bias = (result.Score!.Details["ceiling"] - 1) / (2 * perSplit);
        if (bias > BiasLimit)
        {
            yield return new Conclusion(
                "split-bias",
                ConclusionKind.Warning,
                "is",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The Inception Score is a mean over {splits} splits of {perSplit:0.#} images in '{context.Generated.Source.Name}': with {result.Score.Details["ceiling"]} classes that can make it {bias:P0} too low. Take more images, or --set is.splits=1."))
            {
                Set = context.Generated.Source.Name,
            };
        }
    }
}
