using Fidelis.Features;

namespace Fidelis.Statistics.Neighbours;

/// <summary>The neighbours of two sets in one another: everything that the neighbour metrics ask for, by one pass over the pairs.</summary>
/// <param name="Reference">The neighbours of each reference image in the reference.</param>
/// <param name="Generated">The neighbours of each generated image in the generated set.</param>
/// <param name="NearestGenerated">The nearest generated images of each reference image.</param>
/// <param name="NearestReference">The nearest reference images of each generated image.</param>
/// <param name="ReferenceBalls">The generated images in the balls about reference images.</param>
/// <param name="GeneratedBalls">The reference images in the balls about generated images.</param>
internal sealed record PairNeighbours(
    NeighbourTable Reference,
    NeighbourTable Generated,
    NeighbourTable NearestGenerated,
    NeighbourTable NearestReference,
    BallMembers ReferenceBalls,
    BallMembers GeneratedBalls)
{
    /// <summary>Neighbours of a reference image: the nearest, and the one that takes its place where it is left out.</summary>
    private const int ReferenceDepth = 2;

    /// <summary>Neighbours of a generated image: the nearest in a part of the reference is one of these but in one of a thousand cases.</summary>
    private const int GeneratedDepth = 8;

    private readonly Lazy<SubsetPairs> referenceParts = new(() => new SubsetPairs(Reference.Count));
    private readonly Lazy<SubsetPairs> generatedParts = new(() => new SubsetPairs(Generated.Count));

    /// <summary>Gets pairs of parts of the reference.</summary>
    public SubsetPairs ReferenceParts => referenceParts.Value;

    /// <summary>Gets pairs of parts of the generated set.</summary>
    public SubsetPairs GeneratedParts => generatedParts.Value;

    /// <summary>Runs over all pairs once.</summary>
    public static PairNeighbours Of(FeatureMatrix reference, NeighbourTable ofReference, FeatureMatrix generated, NeighbourTable ofGenerated)
    {
        EuclideanMeasure measure = new(reference, generated);
        NearestCandidates rows = new(measure, true, (int)Math.Min(ReferenceDepth, generated.RowCount));
        NearestCandidates columns = new(measure, false, (int)Math.Min(GeneratedDepth, reference.RowCount));
        BallMembers referenceBalls = new(measure, ofReference, true);
        BallMembers generatedBalls = new(measure, ofGenerated, false);
        DistanceTiles.Run(measure, tile =>
        {
            TileScan.ByRows(tile, rows.Cuts, measure.ColumnTerms, rows.Offer);
            TileScan.ByColumns(tile, measure.RowTerms, columns.Cuts, columns.Offer);
            referenceBalls.Look(tile);
            generatedBalls.Look(tile);
        });
        return new PairNeighbours(ofReference, ofGenerated, rows.Finish(), columns.Finish(), referenceBalls, generatedBalls);
    }
}
