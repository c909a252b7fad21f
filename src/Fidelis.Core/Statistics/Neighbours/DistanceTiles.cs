using System.Numerics;
using Fidelis.Numerics.Kernels;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>Runs through all pairs of rows in tiles, in bounded memory.</summary>
/// <remarks>
/// <code>
///   for each block of rows            made relative once
///     for each block of columns       a quarter as long, so that making it relative again costs little beside the product
///       the product, and then whatever looks at it
/// </code>
/// Within one matrix each product is computed once: columns begin at the block of rows itself. For each row the others come in rising
/// order.
/// </remarks>
internal static class DistanceTiles
{
    private const int LargestColumnBlock = 512;
    private const int SmallestColumnBlock = 16;
    private const int ColumnBlockElements = 1 << 20;
    private const int RowsPerColumn = 4;

    /// <summary>Computes every tile and shows it.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="look">Sees each tile before the next one is computed in its place.</param>
    /// <param name="columnBlock">Columns of a tile, or <see langword="null"/> for those that suit d. No result depends on it.</param>
    public static void Run(PairMeasure measure, Action<DistanceTile> look, int? columnBlock = null)
    {
        int dimension = measure.Rows.Columns;
        int rowTotal = checked((int)measure.Rows.RowCount);
        int columnTotal = checked((int)measure.Columns.RowCount);
        int columnsPerBlock = Math.Min(columnBlock ?? Math.Clamp(ColumnBlockElements / dimension, SmallestColumnBlock, LargestColumnBlock), columnTotal);
        int rowsPerBlock = Math.Min(RowsPerColumn * columnsPerBlock, rowTotal);
        float[] rows = new float[rowsPerBlock * dimension];
        float[] columns = new float[columnsPerBlock * dimension];
        float[] products = new float[rowsPerBlock * columnsPerBlock];
        for (int row = 0; row < rowTotal; row += rowsPerBlock)
        {
            int rowCount = Math.Min(rowsPerBlock, rowTotal - row);
            Load(measure.LoadRows, row, rowCount, dimension, rows);
            for (int column = measure.IsWithin ? row : 0; column < columnTotal; column += columnsPerBlock)
            {
                // A block of columns never straddles the end of the block of rows: it would be mirrored in part.
                bool beside = !measure.IsWithin || column >= row + rowCount;
                int columnEnd = Math.Min(column + columnsPerBlock, beside ? columnTotal : row + rowCount);
                int columnCount = columnEnd - column;
                Load(measure.LoadColumns, column, columnCount, dimension, columns);
                using (PackedFactor factor = new(columnCount, dimension, columns.AsSpan(0, columnCount * dimension), measure.IsRounded))
                {
                    factor.Multiply(rowCount, rows.AsSpan(0, rowCount * dimension), products.AsSpan(0, rowCount * columnCount));
                }

                if (measure.UsesAbsoluteProducts)
                {
                    TakeSignsOff(products.AsSpan(0, rowCount * columnCount));
                }

                look(new DistanceTile(products, row, rowCount, column, columnCount, measure.IsWithin && beside));
            }
        }
    }

    private static void TakeSignsOff(Span<float> values)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= values.Length; i += Vector<float>.Count)
        {
            Vector.Abs(new Vector<float>(values[i..])).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i]);
        }
    }

    private delegate void Loader(int first, int count, Span<float> destination);

    private static void Load(Loader load, int first, int count, int dimension, float[] destination)
    {
        const int Piece = 64;
        Parallelism.For((count + Piece - 1) / Piece, piece =>
        {
            int start = piece * Piece;
            int length = Math.Min(Piece, count - start);
            load(first + start, length, destination.AsSpan(start * dimension, length * dimension));
        });
    }
}
