namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// An upper triangular matrix <c>[n, n]</c> that is zero beyond its first diagonals above the main one, with room for what chasing its
/// elements away fills: <c>w - 1</c> diagonals below and as many more above.
/// </summary>
/// <remarks>
/// A row holds its own diagonals alone. Rows of elements lie side by side, and from one element to the one below it is always
/// <see cref="Pitch"/>, so that a block within the band is an ordinary matrix of that stride.
/// </remarks>
/// <param name="size">n.</param>
/// <param name="width">The diagonals above the main one: w, at least 1.</param>
internal sealed class BandMatrix(int size, int width)
{
    /// <summary>Gets the number of rows and columns.</summary>
    internal int Size { get; } = size;

    /// <summary>Gets the number of diagonals above the main one.</summary>
    internal int Width { get; } = width;

    /// <summary>Gets the elements. Row i, column j is at <c>Width + i * Pitch + j</c>.</summary>
    internal double[] Data { get; } = new double[(3L * width * size) + width];

    /// <summary>Gets the distance between an element and the one below it.</summary>
    internal int Pitch { get; } = (3 * width) - 1;

    /// <summary>Gets one element of the band.</summary>
    internal ref double this[int row, int column] => ref Data[Width + ((long)row * Pitch) + column];

    /// <summary>Copies the main diagonal and the one above it.</summary>
    /// <param name="diagonal">Receives the diagonal <c>[n]</c>.</param>
    /// <param name="offDiagonal">Receives the elements above it <c>[n - 1]</c>.</param>
    internal void CopyDiagonals(double[] diagonal, double[] offDiagonal)
    {
        for (int row = 0; row < Size; row++)
        {
            diagonal[row] = this[row, row];
            if (row < offDiagonal.Length)
            {
                offDiagonal[row] = this[row, row + 1];
            }
        }
    }
}
