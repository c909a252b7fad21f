using System.Globalization;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a FID is no more than two samples of the same law would have, and where it is less.</summary>
/// <remarks>Only where the floor is known well enough: <see cref="SmallSample"/> speaks below n = 2 d.</remarks>
internal sealed class WithinFloor : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("fid") is not { Score: { Floor: > 0 and double floor } score }
            || context.Sets.Any(set => set.Statistics.Count < 2 * score.Details["features"]))
        {
            yield break;
        }

        (double lower, double upper) = FrechetFloor.Range(floor, score.Details["floorStd"]);
        string value = string.Create(
            CultureInfo.InvariantCulture,
            $"FID of '{context.Generated.Source.Name}' by {context.Comparison.Model.Label} is {score.Value:G3}, and two independent sets of the same law would score {lower:G2} to {upper:G2} at these sizes");
        string error = score.StandardError is null ? "" : " So near to zero its standard error is an upper limit.";
        if (score.Value < lower)
        {
            yield return new Conclusion(
                "below-floor",
                ConclusionKind.Verdict,
                "fid",
                $"{value}: the two are more alike than independent sets. They share images, or were divided from one collection class by class, so that the shares of the classes cannot differ.");
        }
        else if (score.Value <= upper)
        {
            yield return new Conclusion(
                "within-floor", ConclusionKind.Verdict, "fid", $"{value}: it cannot be told from the reference by this score at this n. More images might.{error}");
        }
    }
}
