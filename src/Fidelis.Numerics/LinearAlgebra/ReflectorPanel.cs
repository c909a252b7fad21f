using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces the columns of a narrow panel to a triangle, and keeps the reflections that do it as rows.</summary>
internal static unsafe class ReflectorPanel
{
    // Below this number of elements waking another thread costs more than it saves.
    private const int SerialElements = 1 << 15;

    // Lines of the cache stay until all of them is read, whichever way the elements lie.
    private const int RowsAtOnce = 8;

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
        for (int first = 0; first < height; first += RowsAtOnce)
        {
            int end = Math.Min(height, first + RowsAtOnce);
            for (int k = 0; k < width; k++)
            {
                double* target = vectors + ((nint)k * height);
                for (int i = first; i < end; i++)
                {
                    target[i] = *view.At(i, k);
                }
            }
        }

        for (int k = 0; k < width; k++)
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
                ReflectColumns(v, k, height, width, factors[k], vectors);
            }
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
