using System.Runtime.CompilerServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The lower triangle of a symmetric matrix, of which the other half follows.</summary>
internal static unsafe class LowerTriangle
{
    // Squares whose lines stay in the first-level cache: a whole column of the upper triangle is a line of the cache for each element.
    private const int Block = 16;

    /// <summary>Copies the lower triangle over the upper one.</summary>
    /// <param name="matrix">The matrix <c>[n, n]</c>; its column stride is 1.</param>
    internal static void Mirror(MatrixView matrix) =>
        Parallelism.For((matrix.Rows + Block - 1) / Block, block => MirrorRows(matrix, block * Block, Math.Min(matrix.Rows, (block + 1) * Block)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MirrorRows(MatrixView matrix, int firstRow, int endRow)
    {
        for (int column = 0; column < firstRow; column += TransposedSquare.Size)
        {
            int row = firstRow;
            for (; row + TransposedSquare.Size <= endRow; row += TransposedSquare.Size)
            {
                TransposedSquare.Copy(1, matrix.At(row, column), matrix.RowStride, matrix.At(column, row), matrix.RowStride);
            }

            for (; row < endRow; row++)
            {
                for (int j = column; j < column + TransposedSquare.Size; j++)
                {
                    *matrix.At(j, row) = *matrix.At(row, j);
                }
            }
        }

        for (int row = firstRow; row < endRow; row++)
        {
            for (int column = firstRow; column < row; column++)
            {
                *matrix.At(column, row) = *matrix.At(row, column);
            }
        }
    }
}
