namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a matrix to a narrow upper band by orthogonal matrices from both sides, which changes no singular value.</summary>
/// <remarks>
/// The first of the two stages of B. Grosser and B. Lang, "Efficient parallel reduction to bidiagonal form", Parallel Computing 25, 1999. A panel of
/// columns is reduced to a triangle, then the rows of the panel behind it to a triangle of their own; both kinds of reflections are applied to the rest by
/// matrix products, and the rest is changed once for both. The direct way to two diagonals reads the whole rest for every column and every row, and waits for memory.
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
    // Whole tiles of the products of few rows, whichever their height: 4, 6 or 12.
    private const int UsualWidth = 48;

    /// <summary>Computes the band.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>, <c>m &gt;= n</c>.</param>
    /// <param name="scale">A factor that brings it near 1 in magnitude.</param>
    /// <param name="bandWidth">The diagonals above the main one. Wider bands make the products of the first stage faster, and the chase of the second slower.</param>
    /// <returns>A band <c>[n, n]</c> with the singular values of the scaled matrix.</returns>
    internal static BandMatrix Reduce(Matrix matrix, double scale = 1, int bandWidth = UsualWidth)
    {
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        BandMatrix band = new(columns, bandWidth);
        double[] leftStack = new double[2 * bandWidth * rows];
        double[] rightStack = new double[2 * bandWidth * columns];
        double[] products = new double[bandWidth * rows];
        double[] overlaps = new double[bandWidth * bandWidth];
        double[] factors = new double[bandWidth];
        Matrix corner = new(bandWidth, bandWidth);
        fixed (double* a = RowSpacing.Spread(matrix, scale), left = leftStack, right = rightStack, room = products, overlap = overlaps)
        {
            MatrixView all = new(a, rows, columns, RowSpacing.StrideOf(columns), 1);
            for (int start = 0; start < columns; start += bandWidth)
            {
                int width = Math.Min(bandWidth, columns - start);
                int height = rows - start;
                int behind = start + width;
                int rest = columns - behind;
                ReflectorPanel.Reduce(all.Block(start, start, height, width), left, factors, corner);
                Copy(corner, width, width, band, start, start, transposed: false);
                if (rest == 0)
                {
                    break;
                }

                // Y = T V A: the reflections leave A - V^T Y, of which the rows of the panel are needed at once.
                MatrixView v = new(left, width, height);
                MatrixView y = new(right, width, rest);
                MatrixView product = new(room, width, rest);
                BlockedProduct.Multiply(v, all.Block(start, behind, height, rest), product);
                new BlockReflector(v, factors.AsSpan(0, width)).Weigh(product, y);
                MatrixView above = all.Block(start, behind, width, rest);
                BlockedProduct.Accumulate(-1, v.Block(0, 0, width, width).Transposed, y, above, lowerOnly: false);

                // X = T W (A - V^T Y)^T: those of the rows of the panel leave A - V^T Y - X^T W.
                int count = Math.Min(width, rest);
                int below = height - width;
                MatrixView w = new(right + ((nint)width * rest), count, rest);
                ReflectorPanel.Reduce(above.Transposed, w.Data, factors, corner);
                Copy(corner, count, width, band, start, behind, transposed: true);
                MatrixView target = all.Block(behind, behind, below, rest);
                MatrixView ofBoth = new(overlap, count, width);
                product = new(room, count, below);
                BlockedProduct.Multiply(w, target.Transposed, product);
                BlockedProduct.Multiply(w, y.Transposed, ofBoth);
                BlockedProduct.Accumulate(-1, ofBoth, v.Block(0, width, width, below), product, lowerOnly: false);
                new BlockReflector(w, factors.AsSpan(0, count)).Weigh(product, new(left + ((nint)width * height) + width, count, below, height, 1));
                MatrixView both = new(left + width, width + count, below, height, 1);
                BlockedProduct.Accumulate(-1, both.Transposed, new(right, width + count, rest), target, lowerOnly: false);
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
