namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>What the chases along a band do to its blocks: two reflections at once, so that a block is read three times and written once.</summary>
/// <remarks>
/// The second reflection clears a row or a column that the first one changes. That one alone is computed first; the products of the changed block with the second
/// vector then follow from those of the block as it was: <c>u^T (A - t p v^T) = u^T A - t (u^T p) v^T</c>.
/// </remarks>
internal static unsafe class BulgeBlocks
{
    /// <summary>Clears a row but for its first element, and finds the reflection from the right that does so.</summary>
    /// <param name="row">The row <c>[count]</c>.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="v">Receives the vector of the reflection <c>[count]</c>.</param>
    /// <returns>Its tau.</returns>
    internal static double ReflectRow(double* row, int count, double* v)
    {
        Span<double> elements = new(row, count);
        elements.CopyTo(new Span<double>(v, count));
        elements.Clear();
        (double tau, row[0]) = Householder.Reflect(v, v + 1, count - 1);
        return tau;
    }

    /// <summary>Reflects a square block from the right, and from the left by what then clears its first column.</summary>
    /// <param name="block">The block <c>[count, count]</c>.</param>
    /// <param name="pitch">The distance between its rows.</param>
    /// <param name="count">The number of rows and columns.</param>
    /// <param name="v">The vector of the reflection from the right <c>[count]</c>.</param>
    /// <param name="tau">Its tau.</param>
    /// <param name="u">Receives the vector of the reflection from the left <c>[count]</c>.</param>
    /// <param name="room">Room for <c>2 count</c> numbers.</param>
    /// <returns>The tau of the reflection from the left.</returns>
    internal static double ClearColumn(double* block, nint pitch, int count, double* v, double tau, double* u, double* room)
    {
        double* p = room;
        double* q = room + count;
        VectorKernels.DotRows(block, pitch, count, v, count, p);
        VectorKernels.Scale(-tau, p, count);
        for (int i = 0; i < count; i++)
        {
            u[i] = block[i * pitch] + (p[i] * v[0]);
        }

        (double tauOfColumn, double remaining) = Householder.Reflect(u, u + 1, count - 1);
        MultiplyFromLeft(u, block, pitch, count, count, q);
        VectorKernels.AddScaledRow(VectorKernels.Dot(u, p, count), v, q, count);
        VectorKernels.Scale(-tauOfColumn, q, count);
        VectorKernels.AddTwoToRows(p, v, u, q, block, pitch, count, count);
        for (int i = 0; i < count; i++)
        {
            block[i * pitch] = 0;
        }

        block[0] = remaining;
        return tauOfColumn;
    }

    /// <summary>Reflects a block from the left, and from the right by what then clears its first row.</summary>
    /// <param name="block">The block <c>[rows, columns]</c>.</param>
    /// <param name="pitch">The distance between its rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="u">The vector of the reflection from the left <c>[rows]</c>.</param>
    /// <param name="tau">Its tau.</param>
    /// <param name="v">Receives the vector of the reflection from the right <c>[columns]</c>.</param>
    /// <param name="room">Room for <c>rows + columns</c> numbers.</param>
    /// <returns>The tau of the reflection from the right.</returns>
    internal static double ClearRow(double* block, nint pitch, int rows, int columns, double* u, double tau, double* v, double* room)
    {
        double* q = room;
        double* p = room + columns;
        MultiplyFromLeft(u, block, pitch, rows, columns, q);
        VectorKernels.Scale(-tau, q, columns);
        for (int j = 0; j < columns; j++)
        {
            v[j] = block[j] + (u[0] * q[j]);
        }

        (double tauOfRow, double remaining) = Householder.Reflect(v, v + 1, columns - 1);
        VectorKernels.DotRows(block, pitch, rows, v, columns, p);
        VectorKernels.AddScaledRow(VectorKernels.Dot(q, v, columns), u, p, rows);
        VectorKernels.Scale(-tauOfRow, p, rows);
        VectorKernels.AddTwoToRows(u, q, p, v, block, pitch, rows, columns);
        new Span<double>(block, columns).Clear();
        block[0] = remaining;
        return tauOfRow;
    }

    // q = u^T A.
    private static void MultiplyFromLeft(double* u, double* block, nint pitch, int rows, int columns, double* q)
    {
        new Span<double>(q, columns).Clear();
        VectorKernels.AddScaledRows(u, block, pitch, rows, q, columns);
    }
}
