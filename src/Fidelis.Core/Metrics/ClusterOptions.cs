namespace Fidelis.Metrics;

/// <summary>The options of precision and recall by clusters.</summary>
public sealed record ClusterOptions
{
    /// <summary>Gets the number of clusters. The default is 20, as published.</summary>
    public int Clusters { get; init; } = 20;

    /// <summary>Gets the number of clusterings. The default is 10, as published.</summary>
    public int Runs { get; init; } = 10;

    /// <summary>Gets the points of the curve. The default is 1,001, as published.</summary>
    public int Angles { get; init; } = 1001;

    /// <summary>Gets the seed of the clusterings. The default is 2020.</summary>
    public uint Seed { get; init; } = 2020;
}
