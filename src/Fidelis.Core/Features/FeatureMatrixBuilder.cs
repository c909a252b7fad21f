namespace Fidelis.Features;

/// <summary>Gathers the rows of a <see cref="FeatureMatrix"/> whose number is not known beforehand.</summary>
public sealed class FeatureMatrixBuilder
{
    /// <summary>The first chunk starts this small and grows, so that small sets cost little; the others are made in full.</summary>
    private const int InitialElements = 1 << 14;

    private readonly List<float[]> chunks = [];
    private readonly int columns;
    private readonly int rowsPerChunk;
    private long rowCount;

    /// <summary>Initializes an empty matrix.</summary>
    /// <param name="columns">Elements of a row: d.</param>
    public FeatureMatrixBuilder(int columns)
        : this(columns, FeatureMatrix.DefaultChunkElements)
    {
    }

    /// <summary>Initializes an empty matrix whose chunks hold at most <paramref name="chunkElements"/>, but one row at least.</summary>
    internal FeatureMatrixBuilder(int columns, int chunkElements)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        this.columns = columns;
        rowsPerChunk = Math.Max(chunkElements / columns, 1);
    }

    /// <summary>Gets the number of rows so far.</summary>
    public long RowCount => rowCount;

    /// <summary>Appends a copy of one row.</summary>
    /// <param name="row">Values <c>[d]</c>.</param>
    /// <exception cref="ArgumentException">The row has another length than d.</exception>
    public void Append(ReadOnlySpan<float> row)
    {
        if (row.Length != columns)
        {
            throw new ArgumentException($"A row must have {columns} elements, but has {row.Length}.", nameof(row));
        }

        row.CopyTo(AppendEmpty());
    }

    /// <summary>Builds the matrix; the builder must not be used afterwards.</summary>
    /// <returns>All rows <c>[n, d]</c>.</returns>
    public FeatureMatrix Build() => new(columns, rowCount, rowsPerChunk, [.. chunks]);

    /// <summary>Appends a row for the caller to fill at once.</summary>
    internal Span<float> AppendEmpty()
    {
        int chunk = (int)(rowCount / rowsPerChunk);
        int offset = (int)(rowCount % rowsPerChunk) * columns;
        if (chunk == chunks.Count)
        {
            Add(chunk == 0 ? RowsThatFit(InitialElements) : rowsPerChunk);
        }
        else if (offset == chunks[chunk].Length)
        {
            float[] grown = new float[(int)Math.Min(2L * offset, (long)rowsPerChunk * columns)];
            chunks[chunk].CopyTo(grown, 0);
            chunks[chunk] = grown;
        }

        rowCount++;
        return chunks[chunk].AsSpan(offset, columns);
    }

    /// <summary>Appends rows for the caller to fill at once, as many as lie together. Where their number is known, no chunk needs to grow.</summary>
    /// <param name="most">The rows that are still to come, at least 1.</param>
    /// <returns>Up to that many rows <c>[rows, d]</c>.</returns>
    internal Span<float> AppendEmpty(long most)
    {
        int chunk = (int)(rowCount / rowsPerChunk);
        int offset = (int)(rowCount % rowsPerChunk) * columns;
        if (chunk == chunks.Count)
        {
            Add(most);
        }
        else if (offset == chunks[chunk].Length)
        {
            return AppendEmpty();
        }

        Span<float> rows = chunks[chunk].AsSpan(offset);
        rows = rows[..(int)Math.Min(rows.Length, most * columns)];
        rowCount += rows.Length / columns;
        return rows;
    }

    private void Add(long rows) => chunks.Add(GC.AllocateUninitializedArray<float>((int)Math.Min(rows, rowsPerChunk) * columns));

    private int RowsThatFit(int elements) => Math.Max(elements / columns, 1);
}
