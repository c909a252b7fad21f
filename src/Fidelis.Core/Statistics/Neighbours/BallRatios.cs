using Fidelis.Features;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>The largest ratio ρ² / d² of every point: ρ the radius of a ball, d the distance of the point to its centre.</summary>
/// <remarks>
/// float32 products with a bound of their error decide which pairs may matter, and float64 which do. What it takes to know the ratio
/// without any one centre is kept: the second largest, and the balls that would overtake the largest if they reached to one neighbour more.
/// </remarks>
internal sealed class BallRatios
{
    private const int PointsPerPiece = 64;
    private const int LongList = 64;

    private readonly PairMeasure measure;
    private readonly double[] radii;
    private readonly double[] wider;
    private readonly List<Contact>[] contacts;

    private BallRatios(PairMeasure measure, NeighbourTable centres, int k, double largestRadius)
    {
        this.measure = measure;
        int grown = Math.Min(k + 1, centres.Depth);
        radii = [.. Enumerable.Range(0, centres.Count).Select(centre => Admitted(centre, k))];
        wider = [.. Enumerable.Range(0, centres.Count).Select(centre => Admitted(centre, grown))];
        contacts = [.. Enumerable.Range(0, (int)measure.Columns.RowCount).Select(_ => new List<Contact>())];

        // A ball that is too large is as good as none.
        double Admitted(int centre, int rank) => centres.Measure(centre, k) <= largestRadius ? centres.Measure(centre, rank) : -1;
    }

    /// <summary>Looks at all pairs once.</summary>
    /// <param name="centres">The centres of the balls.</param>
    /// <param name="points">The points.</param>
    /// <param name="neighbours">The neighbours of the centres among themselves, k at least.</param>
    /// <param name="k">The neighbour that a ball reaches to.</param>
    /// <param name="largestRadius">The squared radius of the largest ball that counts.</param>
    public static BallRatios Of(FeatureMatrix centres, FeatureMatrix points, NeighbourTable neighbours, int k, double largestRadius)
    {
        EuclideanMeasure measure = new(centres, points);
        BallRatios ratios = new(measure, neighbours, k, largestRadius);
        DistanceTiles.Run(measure, ratios.Look);
        Parallelism.For(ratios.contacts.Length, point => Prune(ratios.contacts[point]));
        return ratios;
    }

    /// <summary>Gets the balls of a point that matter: the two of the largest ratios, and those that would be one of these if they were wider; the largest first.</summary>
    public IReadOnlyList<Contact> Of(int point) => contacts[point];

    private void Look(DistanceTile tile) => Parallelism.For((tile.ColumnCount + PointsPerPiece - 1) / PointsPerPiece, piece =>
    {
        int end = Math.Min((piece + 1) * PointsPerPiece, tile.ColumnCount);
        for (int row = 0; row < tile.RowCount; row++)
        {
            int centre = tile.FirstRow + row;
            if (wider[centre] >= 0)
            {
                for (int column = piece * PointsPerPiece; column < end; column++)
                {
                    Offer(centre, tile.FirstColumn + column, tile.Products[(row * tile.ColumnCount) + column]);
                }
            }
        }
    });

    private void Offer(int centre, int point, float product)
    {
        List<Contact> known = contacts[point];
        double second = known.Count > 1 ? known[1].Ratio : -1;
        double lower = measure.Estimate(centre, point, product).Lower * measure.Unit;
        if (lower > 0 && wider[centre] < second * lower)
        {
            return;
        }

        double squared = measure.Exact(centre, point) * measure.Unit;
        Contact contact = new(centre, Ratio(radii[centre], squared), Ratio(wider[centre], squared));
        if (contact.WiderRatio < second)
        {
            return;
        }

        int place = known.FindIndex(other => contact.Ratio > other.Ratio);
        known.Insert(place < 0 ? known.Count : place, contact);
        if (known.Count > LongList)
        {
            Prune(known);
        }
    }

    /// <summary>Divides; a point that is a centre lies in its ball however small that is.</summary>
    private static double Ratio(double squaredRadius, double squaredDistance) => squaredDistance == 0 ? double.PositiveInfinity : squaredRadius / squaredDistance;

    private static void Prune(List<Contact> known)
    {
        if (known.Count > 1)
        {
            double second = known[1].Ratio;
            known.RemoveAll(contact => contact.WiderRatio < second);
        }
    }

    /// <summary>A ball as a point sees it.</summary>
    /// <param name="Centre">The centre of the ball.</param>
    /// <param name="Ratio">ρ² / d².</param>
    /// <param name="WiderRatio">The same with the radius to the next neighbour of the centre.</param>
    public readonly record struct Contact(int Centre, double Ratio, double WiderRatio);
}
