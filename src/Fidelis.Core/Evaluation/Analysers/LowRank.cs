namespace Fidelis.Evaluation.Analysers;

/// <summary>Says where features do not fill their space although there are images enough.</summary>
internal sealed class LowRank : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("fid") is { Score.Details: { } details }
            && details["referenceRank"] < Math.Min(details["features"], (context.Reference.Statistics.Count ?? long.MaxValue) - 1))
        {
            yield return new Conclusion(
                "low-rank",
                ConclusionKind.Note,
                "fid",
                $"The {details["features"]} features of the reference span {details["referenceRank"]} directions: some channels are dead or copies of others. The score is exact nevertheless.");
        }
    }
}
