using Fidelis.Numerics.Discovery;

namespace Fidelis.Metrics;

/// <summary>All metrics, found by reflection: adding one touches no list.</summary>
public static class MetricCatalog
{
    /// <summary>Gets every metric of every contract, in the ordinal order of ids.</summary>
    public static IReadOnlyList<IMetric> All { get; } = Parts.Of<IMetric>(metric => metric.Descriptor.Id);

    /// <summary>Finds a metric.</summary>
    /// <param name="id">The id, in lower case.</param>
    /// <returns>The metric, or <see langword="null"/> where there is none of that id.</returns>
    public static IMetric? Find(string id) => All.FirstOrDefault(metric => metric.Descriptor.Id == id);
}
