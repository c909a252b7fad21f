using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>The points that may still be among the k nearest of each row, or of each column, while the pairs run by.</summary>
/// <remarks>
/// Each candidate has a lower and an upper bound of its measure. The k-th smallest upper bound is one of the k-th smallest measure: whoever
/// lies above it for certain is out. Where too many lie too close, their measures are taken in float64, and the k smallest stay, the
/// first of equal ones. The table is therefore that of float64, whatever the bounds were.
/// </remarks>
internal sealed class NearestCandidates
{
    /// <summary>Candidates beside the nearest: most of them fall out when nearer ones come, and need no float64 then.</summary>
    private const int Slack = 52;

    private const int Piece = 64;

    private readonly PairMeasure measure;
    private readonly bool ofRows;
    private readonly int k;
    private readonly int capacity;
    private readonly int[] counts;
    private readonly int[] indices;
    private readonly double[] lowers;
    private readonly double[] uppers;

    /// <summary>Initializes empty lists.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="ofRows">Whether the neighbours of the rows are sought, among the columns, or those of the columns among the rows.</param>
    /// <param name="k">The number of neighbours, at most as many as there are.</param>
    public NearestCandidates(PairMeasure measure, bool ofRows, int k)
    {
        this.measure = measure;
        this.ofRows = ofRows;
        this.k = k;
        capacity = k + Slack;
        int points = (int)(ofRows ? measure.Rows : measure.Columns).RowCount;
        counts = new int[points];
        indices = new int[(long)points * capacity];
        lowers = new double[(long)points * capacity];
        uppers = new double[(long)points * capacity];
        Cuts = new float[points];
        Array.Fill(Cuts, k == 0 ? float.PositiveInfinity : float.NegativeInfinity);
    }

    /// <summary>Gets the term of each point in a <see cref="TileScan"/>: what its products must reach.</summary>
    public float[] Cuts { get; }

    /// <summary>Considers a pair.</summary>
    public void Offer(int row, int column, float product)
    {
        if (row == column && measure.IsWithin)
        {
            return;
        }

        (int point, int other) = ofRows ? (row, column) : (column, row);
        (double lower, double upper) = measure.Estimate(row, column, product);
        if (counts[point] == capacity)
        {
            Resolve(point);
        }

        long start = (long)point * capacity;
        int count = counts[point];
        if (count >= k && lower > uppers[start + k - 1])
        {
            return;
        }

        Insert(start, count, other, lower, upper);
        counts[point] = ++count;
        if (count >= k)
        {
            Shrink(point, uppers[start + k - 1]);
        }
    }

    /// <summary>Decides what is left to decide.</summary>
    /// <returns>The k nearest of every point.</returns>
    public NeighbourTable Finish()
    {
        int[] nearest = new int[(long)counts.Length * k];
        double[] measures = new double[(long)counts.Length * k];
        Parallelism.For((counts.Length + Piece - 1) / Piece, piece =>
        {
            int end = Math.Min((piece + 1) * Piece, counts.Length);
            for (int point = piece * Piece; point < end; point++)
            {
                Resolve(point);
                long start = (long)point * capacity;
                for (int i = 0; i < k; i++)
                {
                    nearest[((long)point * k) + i] = indices[start + i];
                    measures[((long)point * k) + i] = lowers[start + i] * measure.Unit;
                }
            }
        });
        return new NeighbourTable(k, nearest, measures);
    }

    /// <summary>Keeps the candidates in the order of their upper bounds; of equal ones the first that came.</summary>
    private void Insert(long start, int count, int other, double lower, double upper)
    {
        long place = start + count;
        for (; place > start && uppers[place - 1] > upper; place--)
        {
            (indices[place], lowers[place], uppers[place]) = (indices[place - 1], lowers[place - 1], uppers[place - 1]);
        }

        (indices[place], lowers[place], uppers[place]) = (other, lower, upper);
    }

    private void Shrink(int point, double bound)
    {
        long start = (long)point * capacity;
        int kept = k;
        for (int i = k; i < counts[point]; i++)
        {
            if (lowers[start + i] <= bound)
            {
                (indices[start + kept], lowers[start + kept], uppers[start + kept]) = (indices[start + i], lowers[start + i], uppers[start + i]);
                kept++;
            }
        }

        counts[point] = kept;

        // Nothing is nearer than 0, and of equal ones the first stay.
        Cuts[point] = bound <= 0 ? float.PositiveInfinity : ofRows ? measure.RowCut(point, bound) : measure.ColumnCut(point, bound);
    }

    /// <summary>Takes the measures of all candidates in float64 and keeps the k nearest.</summary>
    private void Resolve(int point)
    {
        long start = (long)point * capacity;
        int count = counts[point];
        Span<(double Measure, int Index)> exact = stackalloc (double, int)[count];
        Span<int> open = stackalloc int[count];
        Span<double> measures = stackalloc double[count];
        int known = 0;
        int unknown = 0;
        for (int i = 0; i < count; i++)
        {
            int other = indices[start + i];
            if (lowers[start + i].Equals(uppers[start + i]))
            {
                exact[known++] = (lowers[start + i], other);
            }
            else
            {
                open[unknown++] = other;
            }
        }

        measure.Exact(ofRows, point, open[..unknown], measures);
        for (int i = 0; i < unknown; i++)
        {
            exact[known + i] = (measures[i], open[i]);
        }

        exact.Sort();
        counts[point] = Math.Min(count, k);
        for (int i = 0; i < counts[point]; i++)
        {
            (indices[start + i], lowers[start + i], uppers[start + i]) = (exact[i].Index, exact[i].Measure, exact[i].Measure);
        }

        if (counts[point] == k && k > 0)
        {
            Shrink(point, exact[k - 1].Measure);
        }
    }
}
