namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a band to two diagonals, which changes no singular value: the second stage behind <see cref="BandReduction"/>.</summary>
/// <remarks>
/// B. Lang, "Parallel reduction of banded matrices to bidiagonal form", Parallel Computing 22, 1996. A reflection from the right leaves two elements of the first
/// row and fills the block below the diagonal. One from the left clears the first column of that block, and fills the block to the right, whose first row is
/// cleared in turn, and so on down the band. What the blocks keep of the filling lies where the next row is about to clear.
/// <code>
///   x x 0 0 . . . .      x x . . . . . .      x x . . . . . .
///   . x x x x . . .      . x x x x + + .      . x x x x 0 0 .
///   . + x x x x . .  to  . 0 x x x x + .  to  . . x x x x + +
///   . + + x x x x .      . 0 + x x x x .      . . + x x x x +
/// </code>
/// All of it stays in the caches.
/// </remarks>
internal static unsafe class BulgeChase
{
    /// <summary>Computes the two diagonals.</summary>
    /// <param name="band">The band; destroyed.</param>
    /// <param name="diagonal">Receives the diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    internal static void Reduce(BandMatrix band, double[] diagonal, double[] offDiagonal)
    {
        int size = band.Size;
        int width = band.Width;
        nint pitch = band.Pitch;
        double* v = stackalloc double[width];
        double* u = stackalloc double[width];
        double* products = stackalloc double[2 * width];
        fixed (double* data = band.Data)
        {
            double* origin = data + width;
            for (int row = 0; row < size - 1; row++)
            {
                int first = row + 1;
                int count = Math.Min(width, size - first);
                diagonal[row] = band[row, row];
                double tau = ReflectRow(origin + (row * pitch) + first, count, v);
                offDiagonal[row] = band[row, first];
                while (true)
                {
                    double* block = origin + (first * pitch) + first;
                    ApplyFromRight(block, pitch, count, count, v, tau, products);
                    double tauOfColumn = ReflectColumn(block, pitch, count, u);
                    int next = first + count;
                    int nextCount = Math.Min(width, size - next);
                    ApplyFromLeft(block + 1, pitch, count, count - 1 + nextCount, u, tauOfColumn, products);
                    if (nextCount == 0)
                    {
                        break;
                    }

                    tau = ReflectRow(block + count, nextCount, v);
                    ApplyFromRight(block + count + pitch, pitch, count - 1, nextCount, v, tau, products);
                    first = next;
                    count = nextCount;
                }
            }
        }

        diagonal[size - 1] = band[size - 1, size - 1];
    }

    private static double ReflectRow(double* row, int count, double* v)
    {
        Span<double> elements = new(row, count);
        elements.CopyTo(new Span<double>(v, count));
        elements.Clear();
        (double tau, row[0]) = Householder.Reflect(v, v + 1, count - 1);
        return tau;
    }

    private static double ReflectColumn(double* column, nint pitch, int count, double* u)
    {
        for (int i = 0; i < count; i++)
        {
            u[i] = column[i * pitch];
            column[i * pitch] = 0;
        }

        (double tau, column[0]) = Householder.Reflect(u, u + 1, count - 1);
        return tau;
    }

    // A - tau (A v) v^T.
    private static void ApplyFromRight(double* block, nint pitch, int rows, int columns, double* v, double tau, double* products)
    {
        if (tau == 0)
        {
            return;
        }

        VectorKernels.DotRows(block, pitch, rows, v, columns, products);
        for (int i = 0; i < rows; i++)
        {
            VectorKernels.AddScaledRow(-tau * products[i], v, block + (i * pitch), columns);
        }
    }

    // A - tau u (u^T A).
    private static void ApplyFromLeft(double* block, nint pitch, int rows, int columns, double* u, double tau, double* products)
    {
        if (tau == 0)
        {
            return;
        }

        new Span<double>(products, columns).Clear();
        VectorKernels.AddScaledRows(u, block, pitch, rows, products, columns);
        for (int i = 0; i < rows; i++)
        {
            VectorKernels.AddScaledRow(-tau * u[i], products, block + (i * pitch), columns);
        }
    }
}
