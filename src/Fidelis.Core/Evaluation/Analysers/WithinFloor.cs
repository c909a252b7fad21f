using System.Globalization;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a FID cannot be told from that of two sets of the same law.</summary>
/// <remarks>Only where the floor is known well enough: <see cref="SmallSample"/> speaks below n = 2 d.</remarks>
internal sealed class WithinFloor : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("fid") is not { Score: { Floor: { } floor } score }
            || context.Sets.Any(set => set.Statistics.Count < 2 * score.Details["features"]))
        {
            yield break;
        }

        double deviation = score.Details["floorStd"];
        if (score.Value <= floor + (2 * deviation))
        {
            yield return new Conclusion(
                "within-floor",
                ConclusionKind.Verdict,
                "fid",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"FID of '{context.Generated.Source.Name}' by {context.Comparison.Model.Label} is {score.Value:G4}, and two sets of the same law would score {floor:G4} ± {deviation:G2} at these sizes: it cannot be told from the reference by this score at this n. More images might."));
        }
    }
}
