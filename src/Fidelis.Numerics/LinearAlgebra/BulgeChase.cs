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
internal sealed unsafe class BulgeChase : BandChase
{
    private BulgeChase(BandMatrix band)
        : base(band)
    {
    }

    /// <summary>Computes the two diagonals.</summary>
    /// <param name="band">The band; destroyed.</param>
    /// <param name="diagonal">Receives the diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    internal static void Reduce(BandMatrix band, double[] diagonal, double[] offDiagonal) => new BulgeChase(band).Run(diagonal, offDiagonal);

    /// <inheritdoc/>
    protected override double* ReflectBlock(double* block, int count, double* right, ref double tau, double* other, double* room)
    {
        tau = BulgeBlocks.ClearColumn(block, Pitch, count, right, tau, other, room);
        return other;
    }
}
