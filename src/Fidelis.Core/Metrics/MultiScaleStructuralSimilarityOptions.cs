namespace Fidelis.Metrics;

/// <summary>The options of the multi-scale structural similarity.</summary>
public sealed record MultiScaleStructuralSimilarityOptions
{
    /// <summary>Gets whose convention is followed: <see cref="SimilarityConvention.Wang"/>, the default, or <see cref="SimilarityConvention.TorchMetrics"/>.</summary>
    public SimilarityConvention Convention { get; init; } = SimilarityConvention.Wang;

    /// <summary>Gets the number of scales; <see langword="null"/>, the default, takes as many of five as the size of each picture allows.</summary>
    public int? Levels { get; init; }
}
