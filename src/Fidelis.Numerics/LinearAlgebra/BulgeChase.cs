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
    private readonly int size;
    private readonly int width;
    private readonly nint pitch;
    private readonly double* origin;
    private readonly ChaseOrder order;

    private BulgeChase(BandMatrix band, double* origin)
    {
        size = band.Size;
        width = band.Width;
        pitch = band.Pitch;
        this.origin = origin;
        order = new ChaseOrder(size);
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

        band.CopyDiagonals(diagonal, offDiagonal);
    }

    private void ChaseFrom(int row)
    {
        double* v = stackalloc double[width];
        double* u = stackalloc double[width];
        double* room = stackalloc double[2 * width];
        order.Wait(row, 0);
        int first = row + 1;
        int count = Math.Min(width, size - first);
        double tau = BulgeBlocks.ReflectRow(origin + (row * pitch) + first, count, v);
        for (int step = 0; ; step++)
        {
            order.Wait(row, step);
            double* block = origin + (first * pitch) + first;
            double tauOfColumn = BulgeBlocks.ClearColumn(block, pitch, count, v, tau, u, room);
            int next = first + count;
            int nextCount = Math.Min(width, size - next);
            if (nextCount == 0)
            {
                break;
            }

            tau = BulgeBlocks.ClearRow(block + count, pitch, count, nextCount, u, tauOfColumn, v, room);
            order.Done(row, step);
            first = next;
            count = nextCount;
        }

        order.Finished(row);
    }
}
