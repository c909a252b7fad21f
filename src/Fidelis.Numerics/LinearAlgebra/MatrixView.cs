namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A window on pinned elements with a stride in both directions, so that a transpose or a block costs no copy.</summary>
/// <param name="data">The element in row 0, column 0. The caller keeps it pinned as long as the view is used.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="rowStride">The distance between the elements of neighbouring rows.</param>
/// <param name="columnStride">The distance between the elements of neighbouring columns.</param>
internal readonly unsafe struct MatrixView(double* data, int rows, int columns, nint rowStride, nint columnStride)
{
    /// <summary>The element in row 0, column 0.</summary>
    internal readonly double* Data = data;

    /// <summary>The number of rows.</summary>
    internal readonly int Rows = rows;

    /// <summary>The number of columns.</summary>
    internal readonly int Columns = columns;

    /// <summary>The distance between the elements of neighbouring rows.</summary>
    internal readonly nint RowStride = rowStride;

    /// <summary>The distance between the elements of neighbouring columns.</summary>
    internal readonly nint ColumnStride = columnStride;

    /// <summary>Initializes a view of elements that are stored row by row without gaps.</summary>
    internal MatrixView(double* data, int rows, int columns)
        : this(data, rows, columns, columns, 1)
    {
    }

    /// <summary>Gets the same elements with rows and columns exchanged.</summary>
    internal MatrixView Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Returns the address of one element.</summary>
    internal double* At(int row, int column) => Data + (row * RowStride) + (column * ColumnStride);

    /// <summary>Returns the window of <paramref name="rows"/> x <paramref name="columns"/> that begins at one element.</summary>
    internal MatrixView Block(int row, int column, int rows, int columns) =>
        new(At(row, column), rows, columns, RowStride, ColumnStride);
}
