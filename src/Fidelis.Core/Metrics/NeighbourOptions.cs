namespace Fidelis.Metrics;

/// <summary>The option of the metrics that look at balls about images.</summary>
public sealed record NeighbourOptions
{
    /// <summary>Gets the neighbour in its own set that the ball about an image reaches to.</summary>
    public required int K { get; init; }

    /// <summary>Makes the options of a metric.</summary>
    /// <param name="k">The default.</param>
    /// <returns>The options, to be bound.</returns>
    internal static MetricOptions<NeighbourOptions> Of(int k) => new MetricOptions<NeighbourOptions>(new NeighbourOptions { K = k })
        .WholeNumber("k", "The neighbour in its own set that the ball about an image reaches to.", 1, 1000, options => options.K, (options, value) => options with { K = value });
}
