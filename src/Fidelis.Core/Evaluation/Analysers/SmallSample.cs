using Fidelis.Evaluation.Floors;
using Fidelis.Metrics;

namespace Fidelis.Evaluation.Analysers;

/// <summary>Warns where there are too few images for as many features.</summary>
/// <remarks>
/// By simulation, d = 64: against the true floor, the predicted one is 0.5 to 0.9 at n = d / 4, 0.6 to 0.95 at n = d / 2, 0.8 to 1.0 at n = d and
/// 0.93 to 1.0 at n = 2 d. Flat spectra give the low end.
/// </remarks>
internal sealed class SmallSample : IAnalyser
{
    /// <inheritdoc/>
    public IEnumerable<Conclusion> Analyse(AnalysisContext context) =>
        from frechet in context.FrechetScores()
        let features = (long)frechet.Score.Details[FrechetScore.FeatureCount]
        from set in context.Sets
        where set.Statistics.Count < 2 * features
        select Warn(frechet.Name, frechet.Metric, features, set);

    private static Conclusion Warn(string name, MetricResult metric, long features, PreparedSet set)
    {
        long count = set.Statistics.Count!.Value;
        string directions = count <= features ? $", which span at most {count - 1} directions" : "";
        string error = metric.Score!.FloorMethod == FloorMeter.Method ? "" : $", and its prediction may be off by {(count <= features ? "a factor of 2" : "a quarter")}";

        // A metric that looks at a layer of its own has no other.
        string layer = metric.Layer is null ? ", or a layer with fewer features" : "";
        return new Conclusion(
            "small-sample",
            ConclusionKind.Warning,
            metric.Id,
            $"{name} compares covariances of {features} features, but there are {count} images in '{set.Source.Name}'{directions}. The floor is a large part of such a score{error}. Take at least {2 * features} images{layer}.")
        {
            Set = set.Source.Name,
        };
    }
}
