namespace Fidelis.Statistics.Neighbours;

/// <summary>A block of products of rows and columns.</summary>
/// <param name="Products">The products <c>[RowCount, ColumnCount]</c>.</param>
/// <param name="FirstRow">The first row.</param>
/// <param name="RowCount">The number of rows.</param>
/// <param name="FirstColumn">The first column.</param>
/// <param name="ColumnCount">The number of columns.</param>
/// <param name="IsMirrored">Whether the columns are rows as well, whose own products with these rows no other tile has.</param>
internal readonly record struct DistanceTile(float[] Products, int FirstRow, int RowCount, int FirstColumn, int ColumnCount, bool IsMirrored);
