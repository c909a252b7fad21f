using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where features do not fill their space although there are images enough.</summary>
internal sealed class LowRank : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        from frechet in context.FrechetScores()
        let features = frechet.Score.Details[FrechetScore.FeatureCount]
        let rank = frechet.Score.Details[FrechetScore.Rank]
        where rank < Math.Min(features, (context.Reference.Statistics.Count ?? long.MaxValue) - 1)
        select new Conclusion(
            "low-rank",
            ConclusionKind.Note,
            frechet.Metric.Id,
            $"The {features} features {(frechet.Metric.Layer is { } layer ? $"of the layer {layer} " : "")}of the reference span {rank} directions: some channels are dead or copies of others. The score is exact nevertheless.");
}
