using Fidelis.Metrics;

namespace Fidelis.Evaluation.Pairs;

/// <summary>The pairs that one metric thinks least of.</summary>
/// <param name="Metric">The id of the metric.</param>
/// <param name="Places">The places of the pairs in the result, the worst first; of equal ones the first.</param>
public sealed record WorstPairs(string Metric, IReadOnlyList<int> Places)
{
    private const int MostCount = 5;

    /// <summary>Finds the worst pairs: up to five.</summary>
    /// <param name="result">The result.</param>
    /// <param name="named">The ids of the metrics as the user named them: the first one decides. Where none is named, the first that was computed does.</param>
    /// <returns>The pairs.</returns>
    public static WorstPairs Of(PairResult result, IReadOnlyList<string> named)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(named);
        PairMetricResult metric = named.Select(id => result.Metrics.FirstOrDefault(metric => metric.Summary.Id == id)).FirstOrDefault(found => found is not null) ?? result.Metrics[0];
        bool isHigherWorse = MetricCatalog.Find(metric.Summary.Id)!.Descriptor.Direction == MetricDirection.LowerIsBetter;
        IEnumerable<int> places = Enumerable.Range(0, metric.Values.Count).OrderBy(place => isHigherWorse ? -metric.Values[place] : metric.Values[place]);
        return new WorstPairs(metric.Summary.Id, [.. places.Take(MostCount)]);
    }
}
