namespace Fidelis.Metrics;

/// <summary>The options of the structural similarity index.</summary>
public sealed record StructuralSimilarityIndexOptions
{
    /// <summary>Gets whose convention is followed. The default is Wang's, which is what the literature means.</summary>
    public SimilarityConvention Convention { get; init; } = SimilarityConvention.Wang;
}
