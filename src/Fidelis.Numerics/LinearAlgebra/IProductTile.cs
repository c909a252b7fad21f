namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// The innermost loop of the matrix product: one tile of the destination, small enough that all its sums stay in registers.
/// </summary>
/// <remarks>
/// The tile's height and width are chosen for the number of registers: <c>rows * columns / lanes</c> accumulators, one row of the right
/// factor and one broadcast element of the left factor have to fit. Each step of the depth loads <c>rows + columns</c> elements for
/// <c>rows * columns</c> multiplications, which hides the loads behind the arithmetic.
/// </remarks>
internal unsafe interface IProductTile
{
    /// <summary>Gets the height of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Gets the width of the tile.</summary>
    static abstract int Columns { get; }

    /// <summary>Adds the product of two packed slivers to a tile.</summary>
    /// <param name="depth">The inner dimension.</param>
    /// <param name="left">The left sliver <c>[depth, Rows]</c>.</param>
    /// <param name="right">The right sliver <c>[depth, Columns]</c>.</param>
    /// <param name="destination">The tile <c>[Rows, Columns]</c>.</param>
    /// <param name="stride">The distance between the rows of the tile.</param>
    static abstract void Accumulate(int depth, double* left, double* right, double* destination, nint stride);
}
