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
internal sealed unsafe class SymmetricBulgeChase : BandChase
{
    private SymmetricBulgeChase(BandMatrix band)
        : base(band)
    {
    }

    /// <summary>Computes the diagonals.</summary>
    /// <param name="band">The band: its upper half, and the lower one to the diagonal before the last; destroyed.</param>
    /// <param name="diagonal">Receives the main diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the one beside it <c>[n - 1]</c>.</param>
    internal static void Reduce(BandMatrix band, double[] diagonal, double[] offDiagonal) => new SymmetricBulgeChase(band).Run(diagonal, offDiagonal);

    /// <inheritdoc/>
    /// <remarks>
    /// The reflection is the same from both sides: <c>A + v w^T + w v^T</c> with <c>p = -tau A v</c>, <c>w = p - (tau / 2) (p . v) v</c>.
    /// </remarks>
    protected override double* ReflectBlock(double* block, int count, double* right, ref double tau, double* other, double* room)
    {
        double* lastRow = block + ((count - 1) * Pitch);
        for (int i = 0; i < count - 1; i++)
        {
            lastRow[i] = block[(i * Pitch) + count - 1];
        }

        double* v = right;
        double* w = room;
        VectorKernels.DotRows(block, Pitch, count, v, count, w);
        VectorKernels.Scale(-tau, w, count);
        VectorKernels.AddScaledRow(-0.5 * tau * VectorKernels.Dot(w, v, count), v, w, count);
        VectorKernels.AddTwoToRows(v, w, w, v, block, Pitch, count, count);
        return v;
    }
}
