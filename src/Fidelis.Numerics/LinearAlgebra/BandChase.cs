using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>What the chases have in common that leave few diagonals of a band: the band, and the order of their steps.</summary>
/// <param name="band">The band; destroyed.</param>
internal abstract unsafe class BandChase(BandMatrix band)
{
    // Keeps the chases of neighbouring rows apart.
    private readonly ChaseOrder order = new(band.Size);

    // The first element of the main diagonal. Row i, column j is at i * Pitch + j from it.
    private double* origin;

    /// <summary>Gets the distance between an element and the one below it.</summary>
    protected nint Pitch { get; } = band.Pitch;

    /// <summary>Chases from every row.</summary>
    /// <param name="diagonal">Receives the main diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    protected void Run(double[] diagonal, double[] offDiagonal)
    {
        fixed (double* data = band.Data)
        {
            origin = data + band.Width;

            // Rows are taken in their order, so that the chase that another one waits for is on its way or at its end.
            Parallelism.For(band.Size - 1, ChaseFrom);
        }

        band.CopyDiagonals(diagonal, offDiagonal);
    }

    /// <summary>Applies a reflection to a diagonal block from the right, and to its rows the reflection that the blocks to its right get from the left.</summary>
    /// <param name="block">The first element of the block.</param>
    /// <param name="count">Rows and columns of the block.</param>
    /// <param name="right">The vector of the reflection from the right <c>[count]</c>.</param>
    /// <param name="tau">Its factor; receives that of the reflection from the left.</param>
    /// <param name="other">Room for the vector of the reflection from the left, where that is another one <c>[count]</c>.</param>
    /// <param name="room">Room for <c>[2 w]</c> values.</param>
    /// <returns>The vector of the reflection from the left: <paramref name="right"/> or <paramref name="other"/>.</returns>
    protected abstract double* ReflectBlock(double* block, int count, double* right, ref double tau, double* other, double* room);

    /// <summary>Clears a row but for its first elements, and what that fills, down the band.</summary>
    private void ChaseFrom(int row)
    {
        double* right = stackalloc double[band.Width];
        double* other = stackalloc double[band.Width];
        double* room = stackalloc double[2 * band.Width];
        order.Wait(row, 0);
        int first = row + 1;
        int count = Math.Min(band.Width, band.Size - first);
        double tau = BulgeBlocks.ReflectRow(origin + (row * Pitch) + first, count, right);
        for (int step = 0; ; step++)
        {
            order.Wait(row, step);
            double* block = origin + (first * Pitch) + first;
            double* left = ReflectBlock(block, count, right, ref tau, other, room);
            int next = first + count;
            int nextCount = Math.Min(band.Width, band.Size - next);
            if (nextCount == 0)
            {
                break;
            }

            // The reflection of the next block takes the room of the vector that is no longer needed.
            double* free = left == right ? other : right;
            tau = BulgeBlocks.ClearRow(block + count, Pitch, count, nextCount, left, tau, free, room);
            order.Done(row, step);
            right = free;
            other = left;
            first = next;
            count = nextCount;
        }

        order.Finished(row);
    }
}
