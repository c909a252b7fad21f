namespace Fidelis.Metrics;

/// <summary>The options of distances by random directions.</summary>
public sealed record SliceOptions
{
    /// <summary>Gets the number of directions. The default is 1,000.</summary>
    public int Projections { get; init; } = 1000;

    /// <summary>Gets the seed of the directions. The default is 2020.</summary>
    public uint Seed { get; init; } = 2020;
}
