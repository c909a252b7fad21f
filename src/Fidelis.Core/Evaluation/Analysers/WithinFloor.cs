using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a score cannot be told from that of two real sets.</summary>
internal sealed class WithinFloor : IAnalyser
{
    // At n = 2 d the predicted floor is 0.87 of the true one, and single scores of two sets of the same law lie within 2 x 5 % of that:
    // (1 + 0.1) / 0.87 = 1.26.
    private const double RatioLimit = 1.3;

    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) => context.Comparison.Metrics
        .Where(metric => metric.Score?.Floor is { } floor && metric.Score.Value <= RatioLimit * floor)
        .Select(metric => new Conclusion(
            "within-floor",
            ConclusionKind.Verdict,
            metric.Id,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{metric.Id} of '{context.Generated.Source.Name}' by {context.Comparison.Model.Label} is {metric.Score!.Value:G4}, and two sets of the same law would score {metric.Score.Floor:G4} at these sizes: at this n it cannot be told from the reference. More images would.")));
}
