using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Statistics.Neighbours;

/// <summary>Finds the few products of a tile that pass <c>product - columnTerms[column] &gt;= rowTerms[row]</c>, on all cores.</summary>
internal static class TileScan
{
    private const int Piece = 64;

    /// <summary>Gets the piece of a row in a scan by rows, or of a column in one by columns, which one thread runs through.</summary>
    /// <param name="index">The row or the column, counted from the first of the tile.</param>
    public static int PieceOf(int index) => index / Piece;

    /// <summary>Receives a product that passes.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="column">Its column.</param>
    /// <param name="product">The product.</param>
    public delegate void Hit(int row, int column, float product);

    /// <summary>Scans a tile so that all hits of one row come from one thread, in rising columns. The hits may raise the terms of their row.</summary>
    public static void ByRows(DistanceTile tile, float[] rowTerms, float[] columnTerms, Hit hit) =>
        Parallelism.For((tile.RowCount + Piece - 1) / Piece, piece =>
        {
            int end = Math.Min((piece + 1) * Piece, tile.RowCount);
            for (int row = piece * Piece; row < end; row++)
            {
                ScanRow(tile, row, 0, tile.ColumnCount, rowTerms, columnTerms, hit);
            }
        });

    /// <summary>Scans a tile so that all hits of one column come from one thread, in rising rows. The hits may raise the terms of their column.</summary>
    public static void ByColumns(DistanceTile tile, float[] rowTerms, float[] columnTerms, Hit hit) =>
        Parallelism.For((tile.ColumnCount + Piece - 1) / Piece, piece =>
        {
            int end = Math.Min((piece + 1) * Piece, tile.ColumnCount);
            for (int row = 0; row < tile.RowCount; row++)
            {
                ScanRow(tile, row, piece * Piece, end, rowTerms, columnTerms, hit);
            }
        });

    private static void ScanRow(DistanceTile tile, int row, int first, int end, float[] rowTerms, float[] columnTerms, Hit hit)
    {
        int globalRow = tile.FirstRow + row;
        ref float products = ref tile.Products[row * tile.ColumnCount];
        ref float terms = ref MemoryMarshal.GetReference(columnTerms.AsSpan(tile.FirstColumn, tile.ColumnCount));
        Vector512<float> cut = Vector512.Create(rowTerms[globalRow]);
        int column = first;
        for (; column + Vector512<float>.Count <= end; column += Vector512<float>.Count)
        {
            Vector512<float> passes = Vector512.GreaterThanOrEqual(
                Vector512.LoadUnsafe(ref products, (nuint)column) - Vector512.LoadUnsafe(ref terms, (nuint)column), cut);
            ulong hits = Vector512.ExtractMostSignificantBits(passes);
            if (hits == 0)
            {
                continue;
            }

            for (; hits != 0; hits &= hits - 1)
            {
                Test(column + BitOperations.TrailingZeroCount(hits));
            }

            cut = Vector512.Create(rowTerms[globalRow]);
        }

        for (; column < end; column++)
        {
            Test(column);
        }

        // The terms may have risen since the vector was compared.
        void Test(int local)
        {
            int globalColumn = tile.FirstColumn + local;
            float product = tile.Products[(row * tile.ColumnCount) + local];
            if (product - columnTerms[globalColumn] >= rowTerms[globalRow])
            {
                hit(globalRow, globalColumn, product);
            }
        }
    }
}
