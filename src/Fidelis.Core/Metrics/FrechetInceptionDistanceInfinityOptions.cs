namespace Fidelis.Metrics;

/// <summary>The options of FID of endless sets.</summary>
public sealed record FrechetInceptionDistanceInfinityOptions
{
    /// <summary>Gets the number of sizes of subsets. The default is 15, as published.</summary>
    public int Points { get; init; } = 15;

    /// <summary>Gets the share of the images in the smallest subset. The default is 0.5, where the line holds from few images on.</summary>
    public double Smallest { get; init; } = 0.5;

    /// <summary>Gets the seed of the subsets. The default is 2020.</summary>
    public uint Seed { get; init; } = 2020;

    /// <summary>Gets a value indicating whether subsets are taken of the generated set alone, as published. The default is <see langword="false"/>.</summary>
    public bool GeneratedAlone { get; init; }
}
