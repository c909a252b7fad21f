namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The triangle R of the factorisation <c>A = Q R</c> by Householder reflections: R has the singular values of A.</summary>
internal static unsafe class UpperTriangle
{
    private const int PanelWidth = 32;

    /// <summary>Computes R.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>, <c>m &gt;= n</c>, near 1 in magnitude; destroyed.</param>
    /// <returns>The upper triangular R <c>[n, n]</c>.</returns>
    internal static Matrix Reduce(Matrix matrix)
    {
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        Matrix triangle = new(columns, columns);
        double[] panel = new double[PanelWidth * rows];
        double[] factors = new double[PanelWidth];
        Matrix corner = new(PanelWidth, PanelWidth);
        fixed (double* a = matrix.Data, vectors = panel)
        {
            for (int start = 0; start < columns; start += PanelWidth)
            {
                int width = Math.Min(PanelWidth, columns - start);
                int height = rows - start;
                MatrixView view = new MatrixView(a, rows, columns).Block(start, start, height, columns - start);
                ReflectorPanel.Reduce(view.Block(0, 0, height, width), vectors, factors, corner);
                for (int k = 0; k < width; k++)
                {
                    corner.Row(k)[k..width].CopyTo(triangle.Row(start + k)[(start + k)..]);
                }

                if (start + width < columns)
                {
                    MatrixView v = new(vectors, width, height);
                    new BlockReflector(v, factors.AsSpan(0, width)).Apply(v, view.Block(0, width, height, columns - start - width));
                    for (int k = 0; k < width; k++)
                    {
                        ReadOnlySpan<double> finished = new(view.At(k, width), columns - start - width);
                        finished.CopyTo(triangle.Row(start + k)[(start + width)..]);
                    }
                }
            }
        }

        return triangle;
    }
}
