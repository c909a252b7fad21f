namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a matrix to a narrow upper band by orthogonal matrices from both sides, which changes no singular value.</summary>
/// <remarks>
/// The first of the two stages of B. Grosser and B. Lang, "Efficient parallel reduction to bidiagonal form", Parallel Computing 25, 1999. A panel of
/// columns is reduced to a triangle, then the rows of the panel behind it to a triangle of their own; both kinds of reflections are applied to the rest by
/// matrix products. The direct way to two diagonals reads the whole rest for every column and every row, and waits for memory.
/// <code>
///   R R R L . . .      R: triangle of the panel's columns, L: triangle of its rows behind them.
///   . R R L L . .      Together they are the band: w diagonals above the main one.
///   . . R L L L .
///   . . . # # # #      #: what is left for the next panel
///   . . . # # # #
/// </code>
/// </remarks>
internal static unsafe class BandReduction
{
    private const int UsualWidth = 96;

    /// <summary>Computes the band.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>, <c>m &gt;= n</c>, near 1 in magnitude; its elements are lost.</param>
    /// <param name="bandWidth">The diagonals above the main one. Wider bands make the products of the first stage faster, and the chase of the second, a fifth of the time at 96, slower.</param>
    /// <returns>A band <c>[n, n]</c> with the singular values of the matrix.</returns>
    internal static BandMatrix Reduce(Matrix matrix, int bandWidth = UsualWidth)
    {
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        BandMatrix band = new(columns, bandWidth);
        double[] panel = new double[bandWidth * rows];
        double[] factors = new double[bandWidth];
        Matrix corner = new(bandWidth, bandWidth);
        fixed (double* a = RowSpacing.Spread(matrix), vectors = panel)
        {
            MatrixView all = new(a, rows, columns, RowSpacing.StrideOf(columns), 1);
            for (int start = 0; start < columns; start += bandWidth)
            {
                int width = Math.Min(bandWidth, columns - start);
                int behind = start + width;
                int rest = columns - behind;
                ReflectorPanel.Reduce(all.Block(start, start, rows - start, width), vectors, factors, corner);
                Copy(corner, width, width, band, start, start, transposed: false);
                if (rest == 0)
                {
                    break;
                }

                MatrixView v = new(vectors, width, rows - start);
                new BlockReflector(v, factors.AsSpan(0, width)).Apply(v, all.Block(start, behind, rows - start, rest));
                ReflectorPanel.Reduce(all.Block(start, behind, width, rest).Transposed, vectors, factors, corner);
                int count = Math.Min(width, rest);
                Copy(corner, count, width, band, start, behind, transposed: true);
                v = new(vectors, count, rest);
                new BlockReflector(v, factors.AsSpan(0, count)).ApplyFromRight(v, all.Block(behind, behind, rows - behind, rest));
            }
        }

        return band;
    }

    // The triangle of rows is that of the transpose.
    private static void Copy(Matrix triangle, int rows, int columns, BandMatrix band, int row, int column, bool transposed)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = i; k < columns; k++)
            {
                band[row + (transposed ? k : i), column + (transposed ? i : k)] = triangle[i, k];
            }
        }
    }
}
