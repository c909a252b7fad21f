using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>What the chases have in common that leave few diagonals of a band: the band, and the order of their steps.</summary>
/// <param name="band">The band; destroyed.</param>
internal abstract unsafe class BandChase(BandMatrix band)
{
    /// <summary>Gets the number of rows and columns.</summary>
    protected int Size => band.Size;

    /// <summary>Gets the number of rows of a block.</summary>
    protected int Width => band.Width;

    /// <summary>Gets the distance between an element and the one below it.</summary>
    protected nint Pitch { get; } = band.Pitch;

    /// <summary>Gets the first element of the main diagonal. Row i, column j is at <c>i * Pitch + j</c> from it.</summary>
    protected double* Origin { get; private set; }

    /// <summary>Gets what keeps the chases of neighbouring rows apart.</summary>
    protected ChaseOrder Order { get; } = new(band.Size);

    /// <summary>Chases from every row.</summary>
    /// <param name="diagonal">Receives the main diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    protected void Run(double[] diagonal, double[] offDiagonal)
    {
        fixed (double* data = band.Data)
        {
            Origin = data + band.Width;

            // Rows are taken in their order, so that the chase that another one waits for is on its way or at its end.
            Parallelism.For(band.Size - 1, ChaseFrom);
        }

        band.CopyDiagonals(diagonal, offDiagonal);
    }

    /// <summary>Clears a row but for its first elements, and what that fills, down the band.</summary>
    /// <param name="row">The row in <c>[0, n - 1)</c>.</param>
    protected abstract void ChaseFrom(int row);
}
