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

        // Equal images span nothing new: what they leave out is no fault of the channels.
        let set = frechet.Metric.Layer is { } name ? context.Reference.Statistics.OfLayer(name) : context.Reference.Statistics
        where rank < (set.Repetition?.DifferentCount ?? long.MaxValue) - 1
        select new Conclusion(
            "low-rank",
            ConclusionKind.Note,
            frechet.Metric.Id,
            $"The {features} features {(frechet.Metric.Layer is { } layer ? $"of the layer {layer} " : "")}of the reference span {rank} directions: some channels are dead or copies of others. The score is exact nevertheless.");
}
