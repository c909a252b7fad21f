namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces the columns of a narrow panel to a triangle, and keeps the reflections that do it as rows.</summary>
internal static unsafe class ReflectorPanel
{
    // Columns that are reduced before the others change: threads are woken once for all of them.
    private const int ColumnsAtOnce = 8;

    /// <summary>Reduces a panel, which is left as it is.</summary>
    /// <param name="view">The panel <c>[m, k]</c>, of any strides.</param>
    /// <param name="vectors">Receives the vectors of the reflections <c>[k, m]</c>, of which the first <c>min(k, m)</c> count.</param>
    /// <param name="factors">Receives their tau.</param>
    /// <param name="triangle">Receives the triangle, on and above the diagonal <c>[k, k]</c>; rows from m on are left as they are.</param>
    internal static void Reduce(MatrixView view, double* vectors, double[] factors, Matrix triangle)
    {
        // The columns of the panel are copied into rows, so that a reflection works on elements that lie side by side.
        int height = view.Rows;
        int width = view.Columns;
        BlockedProduct.Run((long)height * width * ColumnsAtOnce, BlockedProduct.Count(width, ColumnsAtOnce), task =>
        {
            int first = task * ColumnsAtOnce;
            MatrixView columns = view.Block(0, first, height, Math.Min(ColumnsAtOnce, width - first));
            Slivers.Pack(1, columns.Transposed, height, vectors + ((nint)first * height));
        });

        for (int start = 0; start < width; start += ColumnsAtOnce)
        {
            int end = Math.Min(width, start + ColumnsAtOnce);
            for (int k = start; k < end; k++)
            {
                double* v = vectors + ((nint)k * height);
                for (int i = 0; i < Math.Min(k, height); i++)
                {
                    triangle[i, k] = v[i];
                    v[i] = 0;
                }

                if (k < height)
                {
                    (factors[k], triangle[k, k]) = Householder.Reflect(v + k, v + k + 1, height - k - 1);
                    for (int column = k + 1; column < end; column++)
                    {
                        Reflect(vectors, height, k, k + 1, factors, column);
                    }
                }
            }

            ReflectColumns(vectors, height, start, Math.Min(end, height), factors, end, width);
        }
    }

    private static void ReflectColumns(double* vectors, int height, int start, int end, double[] factors, int firstColumn, int width)
    {
        int count = width - firstColumn;
        BlockedProduct.Run((long)height * count * (end - start), count, index => Reflect(vectors, height, start, end, factors, firstColumn + index));
    }

    // A column lies in the first-level cache from the first reflection to the last.
    private static void Reflect(double* vectors, int height, int start, int end, double[] factors, int column)
    {
        double* target = vectors + ((nint)column * height);
        for (int k = start; k < end; k++)
        {
            double* v = vectors + ((nint)k * height);
            VectorKernels.AddScaledRow(-factors[k] * VectorKernels.Dot(v + k, target + k, height - k), v + k, target + k, height - k);
        }
    }
}
