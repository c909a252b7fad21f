namespace Fidelis.Statistics.Neighbours;

/// <summary>Which points of one set lie in the balls about the images of the other, each as wide as the distance to its k-th neighbour, for k = 1 to the depth.</summary>
/// <remarks>
/// The level of a pair is the smallest k whose ball holds the point; a ball with its border (<c>&lt;=</c>, Kynkäänniemi) or without it
/// (<c>&lt;</c>, Naeem) makes a difference for equal distances alone. What float32 leaves too close to call is decided in float64.
/// Counts are kept, and of each point the balls of the lowest levels, border included: with more of them than that it is covered for certain, whichever of them are left out.
/// </remarks>
internal sealed class BallMembers
{
    private const int ContactLimit = 64;

    private readonly PairMeasure measure;
    private readonly bool ballsAreRows;
    private readonly double[] radii;
    private readonly float[] cuts;
    private readonly int[] openByBall;
    private readonly int[] openByPoint;
    private readonly int[] closedByPoint;
    private readonly BallContact[] contacts;
    private readonly int[] contactCounts;

    /// <summary>Initializes empty counts.</summary>
    /// <param name="measure">The measure between the two sets.</param>
    /// <param name="neighbours">The neighbours of each ball's centre in its own set.</param>
    /// <param name="ballsAreRows">Whether the centres are the rows and the points the columns, or the reverse.</param>
    public BallMembers(PairMeasure measure, NeighbourTable neighbours, bool ballsAreRows)
    {
        this.measure = measure;
        this.ballsAreRows = ballsAreRows;
        Depth = neighbours.Depth;
        radii = [.. neighbours.Measures.Select(radius => radius / measure.Unit)];
        cuts = new float[neighbours.Count];
        for (int ball = 0; ball < cuts.Length; ball++)
        {
            double radius = radii[((long)(ball + 1) * Depth) - 1];
            cuts[ball] = ballsAreRows ? measure.RowCut(ball, radius) : measure.ColumnCut(ball, radius);
        }

        PointCount = (int)(ballsAreRows ? measure.Columns : measure.Rows).RowCount;
        openByBall = new int[(long)cuts.Length * Depth];
        openByPoint = new int[(long)PointCount * Depth];
        closedByPoint = new int[(long)PointCount * Depth];
        contacts = new BallContact[(long)PointCount * ContactLimit];
        contactCounts = new int[PointCount];
    }

    /// <summary>Gets the largest k.</summary>
    public int Depth { get; }

    /// <summary>Gets the number of balls.</summary>
    public int BallCount => cuts.Length;

    /// <summary>Gets the number of points.</summary>
    public int PointCount { get; }

    /// <summary>Counts the pairs of a tile: of each ball by one thread, and afterwards of each point, in the order of the balls.</summary>
    public void Look(DistanceTile tile)
    {
        (int first, int count) = ballsAreRows ? (tile.FirstRow, tile.RowCount) : (tile.FirstColumn, tile.ColumnCount);
        List<Pair>[] pairs = [.. Enumerable.Range(0, TileScan.PieceOf(count - 1) + 1).Select(_ => new List<Pair>())];
        if (ballsAreRows)
        {
            TileScan.ByRows(tile, cuts, measure.ColumnTerms, (row, column, product) => AddToBall(row, column, product, row, column, pairs[TileScan.PieceOf(row - first)]));
        }
        else
        {
            TileScan.ByColumns(tile, measure.RowTerms, cuts, (row, column, product) => AddToBall(row, column, product, column, row, pairs[TileScan.PieceOf(column - first)]));
        }

        foreach (List<Pair> ofPiece in pairs)
        {
            ofPiece.ForEach(AddToPoint);
        }
    }

    /// <summary>Counts the balls with their borders that hold a point.</summary>
    public int ClosedBallsAbout(int point, int k) => Sum(closedByPoint, point, k);

    /// <summary>Counts the balls without their borders that hold a point.</summary>
    public int OpenBallsAbout(int point, int k) => Sum(openByPoint, point, k);

    /// <summary>Counts the points in a ball without its border that are not in the next smaller one.</summary>
    public int PointsInOpenShell(int ball, int k) => openByBall[((long)ball * Depth) + k - 1];

    /// <summary>Gets the balls that hold a point, border included, the lowest levels first; of more than 64 these.</summary>
    public ReadOnlySpan<BallContact> Contacts(int point) => contacts.AsSpan(point * ContactLimit, contactCounts[point]);

    private int Sum(int[] counts, int index, int k)
    {
        int sum = 0;
        foreach (int count in counts.AsSpan(index * Depth, k))
        {
            sum += count;
        }

        return sum;
    }

    private void AddToBall(int row, int column, float product, int ball, int point, List<Pair> pairs)
    {
        (int open, int closed) = Levels(ball, row, column, product);
        if (open < Depth)
        {
            openByBall[((long)ball * Depth) + open]++;
        }

        if (closed < Depth)
        {
            pairs.Add(new Pair(ball, point, open, closed));
        }
    }

    private void AddToPoint(Pair pair)
    {
        if (pair.Open < Depth)
        {
            openByPoint[((long)pair.Point * Depth) + pair.Open]++;
        }

        closedByPoint[((long)pair.Point * Depth) + pair.Closed]++;
        Keep(pair.Point, new BallContact(pair.Ball, checked((ushort)(pair.Closed + 1)), checked((ushort)(pair.Open + 1))));
    }

    private void Keep(int point, BallContact contact)
    {
        Span<BallContact> known = contacts.AsSpan(point * ContactLimit, ContactLimit);
        int place = contactCounts[point];
        if (place < ContactLimit)
        {
            contactCounts[point]++;
        }
        else if (!contact.IsBelow(known[--place]))
        {
            return;
        }

        for (; place > 0 && contact.IsBelow(known[place - 1]); place--)
        {
            known[place] = known[place - 1];
        }

        known[place] = contact;
    }

    /// <summary>Finds the number of radii that a pair is beyond: those of at most its distance, and those below it.</summary>
    private (int Open, int Closed) Levels(int ball, int row, int column, float product)
    {
        ReadOnlySpan<double> own = radii.AsSpan(ball * Depth, Depth);
        (double lower, double upper) = measure.Estimate(row, column, product);
        foreach (double radius in own)
        {
            if (radius >= lower && radius <= upper)
            {
                lower = upper = measure.Exact(row, column);
                break;
            }
        }

        int open = 0;
        int closed = 0;
        foreach (double radius in own)
        {
            open += radius <= lower ? 1 : 0;
            closed += radius < lower ? 1 : 0;
        }

        return (open, closed);
    }

    /// <summary>A point in a ball.</summary>
    /// <param name="Ball">The ball.</param>
    /// <param name="Point">The point.</param>
    /// <param name="Open">The radii of at most its distance.</param>
    /// <param name="Closed">The radii below its distance, no more than of at most it.</param>
    private readonly record struct Pair(int Ball, int Point, int Open, int Closed);
}
