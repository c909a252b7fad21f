namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a symmetric matrix to a narrow band by orthogonal similarity, which changes no eigenvalue.</summary>
/// <remarks>
/// <para>
/// The first of the two stages of C. H. Bischof, B. Lang and X. Sun, "A framework for symmetric band reduction", ACM Trans. Math. Softw. 26, 2000. What lies below
/// the band in a panel of columns is reduced to a triangle, and the reflections <c>Q = 1 - V^T T V</c> are applied to the rest B from both sides by matrix products:
/// </para>
/// <code>
///   Q B Q^T = B - V^T W - W^T V,   W = Y - S V / 2,   Y = T V B,   S = Y V^T T^T
/// </code>
/// <para>The direct way to three diagonals reads the whole rest for every column, and waits for memory.</para>
/// </remarks>
internal static unsafe class SymmetricBandReduction
{
    private const int UsualWidth = 64;

    /// <summary>Computes the band.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <param name="scale">A factor that brings it near 1 in magnitude.</param>
    /// <param name="bandWidth">The diagonals on either side of the main one.</param>
    /// <returns>A band <c>[n, n]</c> with the eigenvalues of the scaled matrix: its upper half, and so much of the lower one as there is room for.</returns>
    internal static BandMatrix Reduce(Matrix matrix, double scale = 1, int bandWidth = UsualWidth)
    {
        int size = matrix.Rows;
        BandMatrix band = new(size, bandWidth);
        double[] leftStack = new double[2 * bandWidth * size];
        double[] rightStack = new double[2 * bandWidth * size];
        double[] overlaps = new double[2 * bandWidth * bandWidth];
        double[] factors = new double[bandWidth];
        Matrix corner = new(bandWidth, bandWidth);
        fixed (double* a = RowSpacing.Spread(matrix, scale), left = leftStack, right = rightStack, overlap = overlaps)
        {
            MatrixView all = new(a, size, size, RowSpacing.StrideOf(size), 1);
            LowerTriangle.Mirror(all);
            for (int start = 0; start < size; start += bandWidth)
            {
                int width = Math.Min(bandWidth, size - start);
                int behind = start + width;
                int rest = size - behind;
                CopySquare(all.Block(start, start, width, width), band, start);
                if (rest == 0)
                {
                    break;
                }

                // The stacks: V above W, and W above V.
                int count = Math.Min(width, rest);
                MatrixView v = new(left, count, rest);
                MatrixView w = new(left + ((nint)count * rest), count, rest);
                ReflectorPanel.Reduce(all.Block(behind, start, rest, width), left, factors, corner);
                CopyTriangle(corner, count, width, band, start, behind);
                BlockReflector reflector = new(v, factors.AsSpan(0, count));
                MatrixView target = all.Block(behind, behind, rest, rest);
                MatrixView product = new(right, count, rest);
                BlockedProduct.Multiply(v, target, product);
                reflector.Weigh(product, w);
                MatrixView yv = new(overlap, count, count);
                MatrixView s = new(overlap + (count * count), count, count);
                BlockedProduct.Multiply(v, w.Transposed, yv);
                reflector.Weigh(yv, s);
                BlockedProduct.Accumulate(-0.5, s, v, w, lowerOnly: false);
                new Span<double>(w.Data, count * rest).CopyTo(new Span<double>(right, count * rest));
                new Span<double>(v.Data, count * rest).CopyTo(new Span<double>(right + ((nint)count * rest), count * rest));
                MatrixView both = new(left, 2 * count, rest);
                BlockedProduct.Accumulate(-1, both.Transposed, new(right, 2 * count, rest), target, lowerOnly: true);
                LowerTriangle.Mirror(target);
            }
        }

        return band;
    }

    // The triangle of the columns, as the one of the rows above the diagonal, and as far down as there is room.
    private static void CopyTriangle(Matrix triangle, int rows, int columns, BandMatrix band, int column, int row)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int k = i; k < columns; k++)
            {
                band[column + k, row + i] = triangle[i, k];
                if (k > i)
                {
                    band[row + i, column + k] = triangle[i, k];
                }
            }
        }
    }

    private static void CopySquare(MatrixView square, BandMatrix band, int start)
    {
        for (int i = 0; i < square.Rows; i++)
        {
            for (int k = 0; k < square.Columns; k++)
            {
                band[start + i, start + k] = *square.At(i, k);
            }
        }
    }
}
