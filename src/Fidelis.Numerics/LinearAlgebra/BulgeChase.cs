using Fidelis.Numerics.Threading;

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
/// All of it stays in the caches. The chase that begins in row r works in step k on rows <c>r + 1 + k w</c> to <c>r + (k + 1) w</c> alone: the chase of the
/// next row follows two steps behind on another core.
/// </remarks>
internal sealed unsafe class BulgeChase
{
    private const int StepsBehind = 2;

    private readonly int size;
    private readonly int width;
    private readonly nint pitch;
    private readonly double* origin;

    // The steps that the chase of each row has behind it.
    private readonly int[] steps;

    private BulgeChase(BandMatrix band, double* origin)
    {
        size = band.Size;
        width = band.Width;
        pitch = band.Pitch;
        this.origin = origin;
        steps = new int[size];
    }

    /// <summary>Computes the two diagonals.</summary>
    /// <param name="band">The band; destroyed.</param>
    /// <param name="diagonal">Receives the diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    internal static void Reduce(BandMatrix band, double[] diagonal, double[] offDiagonal)
    {
        fixed (double* data = band.Data)
        {
            // Rows are taken in their order, so that the chase that another one waits for is on its way or at its end.
            Parallelism.For(band.Size - 1, new BulgeChase(band, data + band.Width).ChaseFrom);
        }

        for (int row = 0; row < band.Size; row++)
        {
            diagonal[row] = band[row, row];
            if (row < offDiagonal.Length)
            {
                offDiagonal[row] = band[row, row + 1];
            }
        }
    }

    private void ChaseFrom(int row)
    {
        double* v = stackalloc double[width];
        double* u = stackalloc double[width];
        double* products = stackalloc double[2 * width];
        WaitForRowAbove(row, 0);
        int first = row + 1;
        int count = Math.Min(width, size - first);
        double tau = ReflectRow(origin + (row * pitch) + first, count, v);
        for (int step = 0; ; step++)
        {
            WaitForRowAbove(row, step);
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
            Volatile.Write(ref steps[row], step + 1);
            first = next;
            count = nextCount;
        }

        Volatile.Write(ref steps[row], int.MaxValue);
    }

    private void WaitForRowAbove(int row, int step)
    {
        SpinWait wait = default;
        while (row > 0 && Volatile.Read(ref steps[row - 1]) < step + StepsBehind)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
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
        VectorKernels.AddToRows(-tau, products, v, block, pitch, rows, columns);
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
        VectorKernels.AddToRows(-tau, u, products, block, pitch, rows, columns);
    }
}
