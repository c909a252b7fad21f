namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where there are too few images for as many features.</summary>
/// <remarks>
/// By simulation with Gaussian and with rectified features, d = 128: the floor by fourth moments is 0.5 of the true one at n = d / 4, 0.75 at
/// n = d, 0.87 at n = 2 d, 0.94 at n = 4 d.
/// </remarks>
internal sealed class SmallSample : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context)
    {
        if (context.Comparison.FindScored("fid") is not { Score.Details: { } details })
        {
            yield break;
        }

        long features = (long)details["features"];
        foreach (PreparedSet set in context.Sets.Where(set => set.Statistics.Count < 2 * features))
        {
            long count = set.Statistics.Count!.Value;
            string directions = count <= features ? $": they span at most {count - 1} directions" : "";
            yield return new Conclusion(
                "small-sample",
                ConclusionKind.Warning,
                "fid",
                $"FID compares covariances of {features} features, but '{set.Source.Name}' has {count} images{directions}. Most of such a score is its floor, and the floor itself is predicted too low: read no meaning into a ratio below 2. Take at least {2 * features} images, or a layer with fewer features.");
        }
    }
}
