using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a symmetric band to three diagonals, which changes no eigenvalue: the second stage behind <see cref="SymmetricBandReduction"/>.</summary>
/// <remarks>
/// <para>
/// As <see cref="BulgeChase"/>, but that every reflection works from both sides. The one that clears the first row but for two elements fills the block to the
/// right of the diagonal one, whose first row the next one clears, and so on down the band.
/// </para>
/// <para>
/// Of the blocks beside the diagonal the upper ones alone are kept; diagonal blocks are whole. Those of the next row begin one row further down, and
/// their last row is first made equal to their last column.
/// </para>
/// </remarks>
internal sealed unsafe class SymmetricBulgeChase
{
    private readonly int size;
    private readonly int width;
    private readonly nint pitch;
    private readonly double* origin;
    private readonly ChaseOrder order;

    private SymmetricBulgeChase(BandMatrix band, double* origin)
    {
        size = band.Size;
        width = band.Width;
        pitch = band.Pitch;
        this.origin = origin;
        order = new ChaseOrder(size);
    }

    /// <summary>Computes the diagonals.</summary>
    /// <param name="band">The band: its upper half, and the lower one to the diagonal before the last; destroyed.</param>
    /// <param name="diagonal">Receives the main diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the one beside it <c>[n - 1]</c>.</param>
    internal static void Reduce(BandMatrix band, double[] diagonal, double[] offDiagonal)
    {
        fixed (double* data = band.Data)
        {
            // In their order, as there: the chase that another one waits for is on its way or at its end.
            Parallelism.For(band.Size - 1, new SymmetricBulgeChase(band, data + band.Width).ChaseFrom);
        }

        band.CopyDiagonals(diagonal, offDiagonal);
    }

    private void ChaseFrom(int row)
    {
        double* v = stackalloc double[width];
        double* next = stackalloc double[width];
        double* room = stackalloc double[2 * width];
        order.Wait(row, 0);
        int first = row + 1;
        int count = Math.Min(width, size - first);
        double tau = BulgeBlocks.ReflectRow(origin + (row * pitch) + first, count, v);
        for (int step = 0; ; step++)
        {
            order.Wait(row, step);
            double* block = origin + (first * pitch) + first;
            ReflectBothSides(block, count, v, tau, room);
            int behind = first + count;
            int behindCount = Math.Min(width, size - behind);
            if (behindCount == 0)
            {
                break;
            }

            tau = BulgeBlocks.ClearRow(block + count, pitch, count, behindCount, v, tau, next, room);
            order.Done(row, step);
            double* last = v;
            v = next;
            next = last;
            first = behind;
            count = behindCount;
        }

        order.Finished(row);
    }

    // A + v w^T + w v^T with p = -tau A v, w = p - (tau / 2) (p . v) v.
    private void ReflectBothSides(double* block, int count, double* v, double tau, double* room)
    {
        double* lastRow = block + ((count - 1) * pitch);
        for (int i = 0; i < count - 1; i++)
        {
            lastRow[i] = block[(i * pitch) + count - 1];
        }

        double* w = room;
        VectorKernels.DotRows(block, pitch, count, v, count, w);
        VectorKernels.Scale(-tau, w, count);
        VectorKernels.AddScaledRow(-0.5 * tau * VectorKernels.Dot(w, v, count), v, w, count);
        VectorKernels.AddTwoToRows(v, w, w, v, block, pitch, count, count);
    }
}
