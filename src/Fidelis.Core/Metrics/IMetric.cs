namespace Fidelis.Metrics;

/// <summary>A score. Every class that implements one of the four contracts is found by <see cref="MetricCatalog"/>.</summary>
/// <remarks>The contracts are <see cref="ISetMetric"/>, <see cref="IPerImageMetric"/>, <see cref="IPairedMetric"/> and <see cref="ITrainingMetric"/>.</remarks>
public interface IMetric
{
    /// <summary>Gets what the command line, the run file and the reports know of the metric.</summary>
    MetricDescriptor Descriptor { get; }
}
