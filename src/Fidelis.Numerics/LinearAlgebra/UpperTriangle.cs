using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The triangle R of the factorisation <c>A = Q R</c> by Householder reflections: R has the singular values of A.</summary>
internal static unsafe class UpperTriangle
{
    private const int PanelWidth = 32;

    // Below this number of elements waking another thread costs more than it saves.
    private const int SerialElements = 1 << 15;

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
        fixed (double* a = matrix.Data, vectors = panel)
        {
            for (int start = 0; start < columns; start += PanelWidth)
            {
                int width = Math.Min(PanelWidth, columns - start);
                int height = rows - start;
                MatrixView view = new MatrixView(a, rows, columns).Block(start, start, height, columns - start);
                ReducePanel(view, vectors, width, factors, triangle, start);
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

    // The columns of the panel are copied into rows, so that a reflection works on elements that lie side by side.
    private static void ReducePanel(MatrixView view, double* vectors, int width, double[] factors, Matrix triangle, int start)
    {
        int height = view.Rows;
        for (int i = 0; i < height; i++)
        {
            double* source = view.At(i, 0);
            for (int k = 0; k < width; k++)
            {
                vectors[((nint)k * height) + i] = source[k];
            }
        }

        for (int k = 0; k < width; k++)
        {
            double* v = vectors + ((nint)k * height);
            for (int i = 0; i < k; i++)
            {
                triangle[start + i, start + k] = v[i];
                v[i] = 0;
            }

            (double tau, triangle[start + k, start + k]) = Householder.Reflect(v + k, v + k + 1, height - k - 1);
            factors[k] = tau;
            ReflectColumns(v, k, height, width, tau, vectors);
        }
    }

    private static void ReflectColumns(double* v, int k, int height, int width, double tau, double* vectors)
    {
        void Reflect(int column)
        {
            double* target = vectors + ((nint)column * height) + k;
            VectorKernels.AddScaledRow(-tau * VectorKernels.Dot(v + k, target, height - k), v + k, target, height - k);
        }

        int count = width - k - 1;
        if ((long)height * count > SerialElements)
        {
            Parallelism.For(count, index => Reflect(k + 1 + index));
            return;
        }

        for (int column = k + 1; column < width; column++)
        {
            Reflect(column);
        }
    }
}
