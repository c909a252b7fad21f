namespace Fidelis.Metrics;

/// <summary>The options of <see cref="FeatureLikelihoodDivergence"/>.</summary>
public sealed record FeatureLikelihoodOptions
{
    /// <summary>Gets the most images of each set.</summary>
    public int Samples { get; init; } = 10_000;

    /// <summary>Gets the seed that chooses them, and the halves of the training images.</summary>
    public uint Seed { get; init; } = 1;
}
