namespace Fidelis.Evaluation.Neighbours;

/// <summary>What a search for neighbours is to find.</summary>
public sealed record NeighbourSearchOptions
{
    /// <summary>Gets the number of nearest reference images that are found for each generated one, at least 1: k.</summary>
    public int Count { get; init; } = 3;

    /// <summary>Gets the share of new real images that may be taken for near copies, in <c>(0, 0.5]</c>.</summary>
    public double Rate { get; init; } = 0.01;

    /// <summary>Gets whether the images themselves are needed afterwards, so that files of features will not do.</summary>
    public bool NeedsImages { get; init; }
}
