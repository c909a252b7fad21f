using System.Buffers;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Eigenvalues of the blocks of a matrix and their eigenvectors, in the rows of a matrix, or of each vector only the first and the last element of its block.</summary>
/// <param name="values">The eigenvalues <c>[n]</c>.</param>
/// <param name="vectors">Room for the eigenvectors <c>[n, n or more]</c>, zeros, or <see langword="null"/> where eigenvalues are enough.</param>
internal sealed unsafe class EigenvectorRows(double[] values, Matrix? vectors)
{
    /// <summary>Gets the eigenvalues <c>[n]</c>.</summary>
    internal double[] Values { get; } = values;

    /// <summary>Gets the first element of each vector within its block <c>[n]</c>.</summary>
    internal double[] First { get; } = new double[values.Length];

    /// <summary>Gets the last element of each vector within its block <c>[n]</c>.</summary>
    internal double[] Last { get; } = new double[values.Length];

    /// <summary>Takes the eigenvectors of a block.</summary>
    /// <param name="start">The first row and column of the block.</param>
    /// <param name="block">Its eigenvectors, in rows.</param>
    internal void Set(int start, Matrix block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            ReadOnlySpan<double> row = block.Row(i);
            First[start + i] = row[0];
            Last[start + i] = row[^1];
            if (vectors is not null)
            {
                row.CopyTo(vectors.Row(start + i)[start..]);
            }
        }
    }

    /// <summary>Rotates two vectors: <c>(x, y) := (c x + s y, c y - s x)</c>.</summary>
    /// <param name="x">The row of the one.</param>
    /// <param name="y">The row of the other.</param>
    /// <param name="cosine">c.</param>
    /// <param name="sine">s.</param>
    /// <param name="start">The first column that is not zero.</param>
    /// <param name="end">The column behind the last.</param>
    internal void Rotate(int x, int y, double cosine, double sine, int start, int end)
    {
        RotatedRows.Rotate(First.AsSpan(x, 1), First.AsSpan(y, 1), cosine, sine);
        RotatedRows.Rotate(Last.AsSpan(x, 1), Last.AsSpan(y, 1), cosine, sine);
        if (vectors is not null)
        {
            RotatedRows.Rotate(vectors.Row(x)[start..end], vectors.Row(y)[start..end], cosine, sine);
        }
    }

    /// <summary>Replaces the vectors of two blocks by combinations of them.</summary>
    /// <param name="window">The blocks.</param>
    /// <param name="inFirst">The rows with elements in the first block that are combined.</param>
    /// <param name="inSecond">Those with elements in the second.</param>
    /// <param name="settled">The rows that are not.</param>
    /// <param name="combinations">
    /// The factors <c>[count, count]</c>, those of the rows in the first block at the beginning of each line, those of the rows in the second at its end.
    /// </param>
    /// <param name="count">The number of combinations, which come first; the other rows follow.</param>
    internal void Replace(RankOneUpdate.Window window, int[] inFirst, int[] inSecond, int[] settled, double[] combinations, int count)
    {
        if (vectors is null)
        {
            return;
        }

        (int start, int middle, int end) = window;
        double[] first = Gather(inFirst, start, middle);
        double[] second = Gather(inSecond, middle, end);
        double[] others = Gather(settled, start, end);
        Parallelism.For(end - start, i =>
        {
            Span<double> row = vectors.Row(start + i)[start..end];
            row.Clear();
            if (i >= count)
            {
                others.AsSpan((i - count) * row.Length, row.Length).CopyTo(row);
            }
        });
        fixed (double* destination = vectors.Data, factors = combinations, left = first, right = second)
        {
            MatrixView all = new(destination, vectors.Rows, vectors.Columns);
            MatrixView table = new(factors, count, count);
            BlockedProduct.Accumulate(
                1, table.Block(0, 0, count, inFirst.Length), new(left, inFirst.Length, middle - start), all.Block(start, start, count, middle - start), lowerOnly: false);
            BlockedProduct.Accumulate(
                1, table.Block(0, count - inSecond.Length, count, inSecond.Length), new(right, inSecond.Length, end - middle), all.Block(start, middle, count, end - middle), lowerOnly: false);
        }

        ArrayPool<double>.Shared.Return(first);
        ArrayPool<double>.Shared.Return(second);
        ArrayPool<double>.Shared.Return(others);
    }

    private double[] Gather(int[] rows, int from, int to)
    {
        int length = to - from;
        double[] gathered = ArrayPool<double>.Shared.Rent(Math.Max(rows.Length * length, 1));
        Parallelism.For(rows.Length, i => vectors!.Row(rows[i])[from..to].CopyTo(gathered.AsSpan(i * length)));
        return gathered;
    }
}
