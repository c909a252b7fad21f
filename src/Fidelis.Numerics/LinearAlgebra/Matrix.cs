using Fidelis.Numerics.Errors;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A dense matrix of float64, stored row by row.</summary>
/// <remarks>Rows or columns may be zero in number. One matrix holds at most <see cref="Array.MaxLength"/> elements.</remarks>
public sealed class Matrix
{
    /// <summary>Initializes a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, zero or more.</param>
    /// <param name="columns">The number of columns, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix would pass the runtime's array limit.</exception>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[ElementCount(rows, columns)])
    {
    }

    /// <summary>Initializes a matrix over existing elements, which are not copied.</summary>
    /// <param name="rows">The number of rows, zero or more.</param>
    /// <param name="columns">The number of columns, zero or more.</param>
    /// <param name="data">The elements <c>[rows, columns]</c>, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="ArgumentException">The number of elements is not <c>rows * columns</c>.</exception>
    public Matrix(int rows, int columns, double[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int count = ElementCount(rows, columns);
        if (data.Length != count)
        {
            throw new ArgumentException(
                $"The array must hold {rows} x {columns} = {count} elements, but it held {data.Length}.",
                nameof(data));
        }

        Rows = rows;
        Columns = columns;
        Data = data;
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the elements <c>[rows, columns]</c>, row by row: the matrix itself, not a copy.</summary>
    public double[] Data { get; }

    /// <summary>Gets or sets one element.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>Makes the identity matrix.</summary>
    /// <param name="size">The number of rows and columns.</param>
    /// <returns>The identity <c>[size, size]</c>.</returns>
    public static Matrix Identity(int size)
    {
        Matrix identity = new(size, size);
        for (int i = 0; i < size; i++)
        {
            identity.Row(i)[i] = 1;
        }

        return identity;
    }

    /// <summary>Returns one row, as a window on the matrix.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <returns>The elements <c>[columns]</c>.</returns>
    public Span<double> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return Data.AsSpan(row * Columns, Columns);
    }

    /// <summary>Copies the matrix.</summary>
    /// <returns>A matrix of the same shape with elements of its own.</returns>
    public Matrix Copy() => new(Rows, Columns, (double[])Data.Clone());

    /// <summary>Copies the matrix with rows and columns exchanged.</summary>
    /// <returns>The transpose <c>[columns, rows]</c>.</returns>
    public Matrix Transpose()
    {
        // Square blocks, so that both the rows that are read and the rows that are written stay in the first-level cache.
        const int Block = 16;
        Matrix transpose = new(Columns, Rows);
        double[] source = Data;
        double[] destination = transpose.Data;
        for (int rowStart = 0; rowStart < Rows; rowStart += Block)
        {
            int rowEnd = Math.Min(Rows, rowStart + Block);
            for (int columnStart = 0; columnStart < Columns; columnStart += Block)
            {
                int columnEnd = Math.Min(Columns, columnStart + Block);
                for (int i = rowStart; i < rowEnd; i++)
                {
                    for (int j = columnStart; j < columnEnd; j++)
                    {
                        destination[(j * Rows) + i] = source[(i * Columns) + j];
                    }
                }
            }
        }

        return transpose;
    }

    /// <summary>Adds up the diagonal.</summary>
    /// <returns>The trace.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public double Trace()
    {
        RequireSquare();
        double sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            sum += Data[(i * Columns) + i];
        }

        return sum;
    }

    /// <summary>Throws unless the matrix is square.</summary>
    internal void RequireSquare()
    {
        if (Rows != Columns)
        {
            Throw.NotSquare(Rows, Columns);
        }
    }

    /// <summary>Throws if an element is NaN or infinite, and finds the largest magnitude on the way.</summary>
    /// <param name="lowerOnly">Whether only the lower triangle, diagonal included, is looked at.</param>
    /// <returns>The largest absolute value, 0 for a matrix without elements.</returns>
    internal double RequireFinite(bool lowerOnly)
    {
        double largest = 0;
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> row = lowerOnly ? Row(i)[..(i + 1)] : Row(i);
            double ofRow = LargestMagnitude.Of(row);
            if (!double.IsFinite(ofRow))
            {
                int j = row.IndexOfAnyExceptInRange(-double.MaxValue, double.MaxValue);
                Throw.NotFinite(i, j, row[j]);
            }

            largest = Math.Max(largest, ofRow);
        }

        return largest;
    }

    private static int ElementCount(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long count = (long)rows * columns;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength, nameof(rows));
        return (int)count;
    }
}
