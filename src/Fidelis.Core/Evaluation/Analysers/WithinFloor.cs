using System.Globalization;
using Fidelis.Metrics;
using Fidelis.Statistics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where a Fréchet distance is no more than two samples of the same law would have, and where it is less.</summary>
/// <remarks>
/// Below n = 2 d the floor is not known well enough to say that a score lies within it, of which <see cref="SmallSample"/> warns. It is predicted too small there, by up to a
/// factor of 2, and not too great: what lies below half of its range is remarkable all the more.
/// </remarks>
internal sealed class WithinFloor : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        context.FrechetScores().Select(frechet => Judge(context, frechet.Name, frechet.Metric.Id, frechet.Score)).OfType<Conclusion>();

    private static Conclusion? Judge(AnalysisContext context, string name, string metric, MetricScore score)
    {
        if (score.Floor is not > 0)
        {
            return null;
        }

        bool isKnown = context.Sets.All(set => !(set.Statistics.Count < 2 * score.Details[FrechetScore.FeatureCount]));
        (double lower, double upper) = FrechetFloor.Range(score.Floor.Value, score.Details["floorStd"]);
        double limit = isKnown ? lower : lower / 2;
        string value = string.Create(
            CultureInfo.InvariantCulture,
            $"{name} of '{context.Generated.Source.Name}' by {context.Comparison.Model.Label} is {score.ShownValue:G3}, and two independent sets of the same law would score {lower:G2} to {upper:G2} at these sizes");
        string error = score.StandardError is null ? "" : " So near to zero its standard error is an upper limit.";
        return score.Value < limit
            ? new Conclusion(
                "below-floor",
                ConclusionKind.Verdict,
                metric,
                $"{value}: the two are more alike than independent sets. They share images, one holds changed images of the other, or they were divided from one collection class by class, so that the shares of the classes cannot differ.")
            : isKnown && score.Value <= upper
            ? new Conclusion("within-floor", ConclusionKind.Verdict, metric, $"{value}: it cannot be told from the reference by this score at this n. More images might.{error}")
            : null;
    }
}
