namespace Fidelis.Features;

/// <summary>
/// Feature vectors <c>[n, d]</c>, float32, one row for each image. The rows lie in chunks of bounded size, so that a matrix may hold
/// more elements than one array of the runtime. It does not change once it is built.
/// </summary>
public sealed class FeatureMatrix
{
    /// <summary>The largest chunk that <see cref="FeatureMatrixBuilder"/> makes, in elements: 64 MiB of float32.</summary>
    internal const int DefaultChunkElements = 1 << 24;

    private readonly float[][] chunks;
    private readonly int rowsPerChunk;

    /// <summary>Initializes a matrix over one array, which is not copied.</summary>
    /// <param name="columns">Elements of a row: d.</param>
    /// <param name="data">Values <c>[n, d]</c>, row by row; n is <c>data.Length / columns</c>.</param>
    /// <exception cref="ArgumentException">The number of values is no multiple of <paramref name="columns"/>.</exception>
    public FeatureMatrix(int columns, float[] data)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length % columns != 0)
        {
            throw new ArgumentException($"The values must fill rows of {columns}, but there are {data.Length}.", nameof(data));
        }

        Columns = columns;
        RowCount = data.Length / columns;
        rowsPerChunk = Math.Max(data.Length / columns, 1);
        chunks = data.Length == 0 ? [] : [data];
    }

    /// <summary>Initializes a matrix over chunks, each of which but the last holds <paramref name="rowsPerChunk"/> rows.</summary>
    internal FeatureMatrix(int columns, long rowCount, int rowsPerChunk, float[][] chunks)
    {
        Columns = columns;
        RowCount = rowCount;
        this.rowsPerChunk = rowsPerChunk;
        this.chunks = chunks;
    }

    /// <summary>Gets the number of rows n.</summary>
    public long RowCount { get; }

    /// <summary>Gets the elements of a row: d.</summary>
    public int Columns { get; }

    /// <summary>Gets the number of chunks. Every algorithm that runs through all rows does so chunk by chunk.</summary>
    public int ChunkCount => chunks.Length;

    /// <summary>Gets the number of rows of every chunk but the last, which may hold fewer.</summary>
    public int RowsPerChunk => rowsPerChunk;

    /// <summary>Gets the features of one image.</summary>
    /// <param name="index">The row in <c>[0, n)</c>.</param>
    /// <returns>The row <c>[d]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row does not exist.</exception>
    public ReadOnlySpan<float> Row(long index) => WritableRow(index);

    /// <summary>Gets consecutive rows that lie together in memory.</summary>
    /// <param name="index">The chunk in <c>[0, ChunkCount)</c>; its first row is <c>index * RowsPerChunk</c>.</param>
    /// <returns>The rows <c>[rows, d]</c>.</returns>
    public ReadOnlySpan<float> Chunk(int index)
    {
        long rows = Math.Min(rowsPerChunk, RowCount - ((long)index * rowsPerChunk));
        return chunks[index].AsSpan(0, (int)rows * Columns);
    }

    /// <summary>Gets consecutive rows: where they lie, if they lie together, or else copied.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="buffer">Takes the copy; at least <c>count * Columns</c> elements.</param>
    /// <returns>The rows <c>[count, d]</c>.</returns>
    internal ReadOnlySpan<float> Rows(long first, int count, Span<float> buffer)
    {
        if ((first % rowsPerChunk) + count <= rowsPerChunk)
        {
            return chunks[first / rowsPerChunk].AsSpan((int)(first % rowsPerChunk) * Columns, count * Columns);
        }

        for (int i = 0; i < count; i++)
        {
            Row(first + i).CopyTo(buffer[(i * Columns)..]);
        }

        return buffer[..(count * Columns)];
    }

    /// <summary>Copies some of the rows.</summary>
    /// <param name="rows">Rows in <c>[0, n)</c>, in the order of the result; a row may occur more than once.</param>
    /// <returns>The rows <c>[rows.Count, d]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A row does not exist.</exception>
    public FeatureMatrix Select(IReadOnlyList<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        FeatureMatrixBuilder builder = new(Columns);
        while (builder.RowCount < rows.Count)
        {
            int first = checked((int)builder.RowCount);
            Span<float> taken = builder.AppendEmpty(rows.Count - first);
            for (int i = 0; i < taken.Length / Columns; i++)
            {
                Row(rows[first + i]).CopyTo(taken[(i * Columns)..]);
            }
        }

        return builder.Build();
    }

    /// <summary>Gets a row for whoever fills the matrix before anyone else sees it.</summary>
    internal Span<float> WritableRow(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RowCount);
        return chunks[index / rowsPerChunk].AsSpan((int)(index % rowsPerChunk) * Columns, Columns);
    }
}
