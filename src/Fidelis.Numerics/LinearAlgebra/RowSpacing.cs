namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// Room between the rows of a matrix that is about to be reduced. Rows that lie a power of two apart meet in a few lines of the first-level cache and
/// drive one another out of it: 2,048 columns took a quarter longer than 2,040.
/// </summary>
internal static class RowSpacing
{
    private const int LineOfCache = 8;
    private const int ElementsThatMeet = 128;

    /// <summary>Returns the distance between rows that is best for a number of columns.</summary>
    internal static int StrideOf(int columns) => columns > 0 && columns % ElementsThatMeet == 0 ? columns + LineOfCache : columns;

    /// <summary>Returns the elements of a matrix at that distance: its own, where that is the one they have, or a copy.</summary>
    /// <param name="matrix">The matrix.</param>
    internal static double[] Spread(Matrix matrix)
    {
        int stride = StrideOf(matrix.Columns);
        if (stride == matrix.Columns)
        {
            return matrix.Data;
        }

        double[] spread = GC.AllocateUninitializedArray<double>(checked(matrix.Rows * stride));
        for (int row = 0; row < matrix.Rows; row++)
        {
            matrix.Row(row).CopyTo(spread.AsSpan(row * stride));
        }

        return spread;
    }
}
