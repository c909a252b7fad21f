using Fidelis.Statistics.Extrapolation;

namespace Fidelis.Metrics;

/// <summary>The options of the Inception Score of an endless set.</summary>
public sealed record InceptionScoreInfinityOptions
{
    /// <summary>Gets whose subsets are taken. The default is ours, which holds from few images on.</summary>
    public ExtrapolationConvention Convention { get; init; } = ExtrapolationConvention.Fidelis;

    /// <summary>Gets the number of sizes of subsets. The default is 15, as published.</summary>
    public int Points { get; init; } = 15;

    /// <summary>Gets the share of the images in the smallest subset. The default is 0.5, where the line holds from few images on; ignored in the conventions of others.</summary>
    public double Smallest { get; init; } = 0.5;

    /// <summary>Gets the seed of the subsets. The default is 2020.</summary>
    public uint Seed { get; init; } = 2020;
}
