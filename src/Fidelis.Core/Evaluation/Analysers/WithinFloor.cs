using System.Globalization;
using Fidelis.Metrics;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a Fréchet distance is no more than two samples of the same law would have, and where it is less.</summary>
/// <remarks>Only where the floor is known well enough: <see cref="SmallSample"/> speaks below n = 2 d.</remarks>
internal sealed class WithinFloor : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        context.FrechetScores().Select(frechet => Judge(context, frechet.Name, frechet.Metric.Id, frechet.Score)).OfType<Conclusion>();

    private static Conclusion? Judge(AnalysisContext context, string name, string metric, MetricScore score)
    {
        if (score.Floor is not > 0 || context.Sets.Any(set => set.Statistics.Count < 2 * score.Details[FrechetScore.FeatureCount]))
        {
            return null;
        }

        (double lower, double upper) = FrechetFloor.Range(score.Floor.Value, score.Details["floorStd"]);
        string value = string.Create(
            CultureInfo.InvariantCulture,
            $"{name} of '{context.Generated.Source.Name}' by {context.Comparison.Model.Label} is {score.Value:G3}, and two independent sets of the same law would score {lower:G2} to {upper:G2} at these sizes");
        string error = score.StandardError is null ? "" : " So near to zero its standard error is an upper limit.";
        return score.Value < lower
            ? new Conclusion(
                "below-floor",
                ConclusionKind.Verdict,
                metric,
                $"{value}: the two are more alike than independent sets. They share images, or were divided from one collection class by class, so that the shares of the classes cannot differ.")
            : score.Value <= upper
            ? new Conclusion("within-floor", ConclusionKind.Verdict, metric, $"{value}: it cannot be told from the reference by this score at this n. More images might.{error}")
            : null;
    }
}
