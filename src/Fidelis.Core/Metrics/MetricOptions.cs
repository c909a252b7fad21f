namespace Fidelis.Metrics;

/// <summary>The options of metrics that have none.</summary>
public static class MetricOptions
{
    /// <summary>Gets an empty list of options, which refuses every setting.</summary>
    public static IMetricOptions None { get; } = new MetricOptions<object>(new object());
}
