namespace Fidelis.Statistics.Neighbours;

/// <summary>The nearest neighbours of every point, the nearest first, of equal ones the first in the order of the images.</summary>
/// <param name="Depth">Neighbours of each point: k.</param>
/// <param name="Indices">Their places in the set that they are of, <c>[n, k]</c>.</param>
/// <param name="Measures">Their squared Euclidean distances, or whatever was measured, in float64, <c>[n, k]</c>.</param>
internal sealed record NeighbourTable(int Depth, int[] Indices, double[] Measures)
{
    /// <summary>Gets the number of points.</summary>
    public int Count => Depth == 0 ? 0 : Indices.Length / Depth;

    /// <summary>Gets the place of a neighbour.</summary>
    /// <param name="point">The point.</param>
    /// <param name="rank">1 for the nearest.</param>
    public int Index(int point, int rank) => Indices[((long)point * Depth) + rank - 1];

    /// <summary>Gets how far a neighbour is.</summary>
    /// <param name="point">The point.</param>
    /// <param name="rank">1 for the nearest.</param>
    public double Measure(int point, int rank) => Measures[((long)point * Depth) + rank - 1];
}
