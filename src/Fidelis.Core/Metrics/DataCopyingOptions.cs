namespace Fidelis.Metrics;

/// <summary>The options of <see cref="DataCopying"/>.</summary>
public sealed record DataCopyingOptions
{
    /// <summary>Gets the number of cells.</summary>
    public int Cells { get; init; } = 3;

    /// <summary>Gets the fewest generated images of a cell that counts.</summary>
    public int Minimum { get; init; } = 20;

    /// <summary>Gets the seed of the clusters.</summary>
    public uint Seed { get; init; } = 1;
}
