using Fidelis.Features;

namespace Fidelis.Statistics.Neighbours;

/// <summary>Exact nearest neighbours by all pairs.</summary>
internal static class Nearest
{
    /// <summary>Finds the k nearest other rows of every row, by Euclidean distance.</summary>
    /// <param name="features">The rows <c>[n, d]</c>.</param>
    /// <param name="k">The number of neighbours, at most n - 1.</param>
    /// <param name="columnBlock">See <see cref="DistanceTiles.Run"/>.</param>
    public static NeighbourTable Within(FeatureMatrix features, int k, int? columnBlock = null)
    {
        EuclideanMeasure measure = new(features);
        NearestCandidates candidates = new(measure, true, k);
        DistanceTiles.Run(
            measure,
            tile =>
            {
                TileScan.ByRows(tile, candidates.Cuts, measure.ColumnTerms, candidates.Offer);
                if (tile.IsMirrored)
                {
                    TileScan.ByColumns(tile, measure.RowTerms, candidates.Cuts, (row, column, product) => candidates.Offer(column, row, product));
                }
            },
            columnBlock);
        return candidates.Finish();
    }

    /// <summary>Finds the k nearest rows of another matrix for every row of one.</summary>
    /// <param name="measure">The measure, whose rows look among its columns.</param>
    /// <param name="k">The number of neighbours, at most as many as there are columns.</param>
    public static NeighbourTable Of(PairMeasure measure, int k)
    {
        NearestCandidates candidates = new(measure, true, k);
        DistanceTiles.Run(measure, tile => TileScan.ByRows(tile, candidates.Cuts, measure.ColumnTerms, candidates.Offer));
        return candidates.Finish();
    }
}
