using System.Numerics;
using Fidelis.Numerics.LinearAlgebra;

namespace Fidelis.Statistics.Kernels;

/// <summary>The memory in which one thread computes one block of a kernel matrix after the other.</summary>
internal sealed class KernelBlock
{
    private readonly double[] values = new double[KernelSummation.BlockRows];
    private Matrix kernelValues = new(0, 0);
    private Matrix subsetSums = new(0, 0);

    /// <summary>Sums one block.</summary>
    /// <param name="products">The products of its rows with its columns, <c>[rows, columns]</c>.</param>
    /// <param name="rows">The side of the rows.</param>
    /// <param name="columns">The side of the columns, the same object where the matrix is symmetric.</param>
    /// <param name="row">The block of rows.</param>
    /// <param name="column">The block of columns.</param>
    /// <param name="kernel">The kernel.</param>
    public KernelBlockSums Sum(ReadOnlySpan<float> products, KernelSide rows, KernelSide columns, int row, int column, IKernel kernel)
    {
        int m = rows.RowsOf(row);
        int n = columns.RowsOf(column);
        double[] rowSums = new double[m];
        double[] columnSums = new double[n];
        double squares = 0;
        double diagonal = 0;
        Matrix? members = columns.Members(column);
        Matrix? block = members is null ? null : kernelValues = Resized(kernelValues, m, n);
        ReadOnlySpan<double> columnNorms = columns.SquaredNorms.AsSpan(column * columns.BlockRows, n);
        for (int i = 0; i < m; i++)
        {
            Span<double> line = block is null ? values.AsSpan(0, n) : block.Row(i);
            kernel.Evaluate(products.Slice(i * n, n), rows.SquaredNorms[(row * rows.BlockRows) + i], columnNorms, line);
            if (rows == columns && row == column)
            {
                diagonal += line[i];
                line[i] = 0;
            }

            (rowSums[i], double squaresOfRow) = SumAndAdd(line, columnSums);
            squares += squaresOfRow;
        }

        return new KernelBlockSums(rowSums, columnSums, squares, diagonal, block is null ? [] : SubsetSums(block, rows.Members(row)!, members!));
    }

    /// <summary>Sums a row and its squares, and adds it to the sums of the columns.</summary>
    private static (double Sum, double Squares) SumAndAdd(ReadOnlySpan<double> line, Span<double> columnSums)
    {
        Vector<double> sums = Vector<double>.Zero;
        Vector<double> squares = Vector<double>.Zero;
        int j = 0;
        for (; j <= line.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector<double> value = new(line[j..]);
            sums += value;
            squares += value * value;
            (new Vector<double>(columnSums[j..]) + value).CopyTo(columnSums[j..]);
        }

        double sum = Vector.Sum(sums);
        double square = Vector.Sum(squares);
        for (; j < line.Length; j++)
        {
            sum += line[j];
            square += line[j] * line[j];
            columnSums[j] += line[j];
        }

        return (sum, square);
    }

    /// <summary>Computes eᵀKf for each subset, where e and f say which rows and which columns belong to it.</summary>
    private double[] SubsetSums(Matrix block, Matrix rowMembers, Matrix columnMembers)
    {
        Matrix ofRows = subsetSums = Resized(subsetSums, block.Rows, columnMembers.Columns);
        MatrixProduct.Multiply(block, columnMembers, ofRows);
        double[] sums = new double[columnMembers.Columns];
        for (int i = 0; i < ofRows.Rows; i++)
        {
            ReadOnlySpan<double> sumsOfRow = ofRows.Row(i);
            ReadOnlySpan<double> members = rowMembers.Row(i);
            for (int s = 0; s < sums.Length; s++)
            {
                sums[s] += members[s] * sumsOfRow[s];
            }
        }

        return sums;
    }

    /// <summary>Keeps a matrix that has the size already; most blocks are of one size.</summary>
    private static Matrix Resized(Matrix matrix, int rows, int columns) =>
        matrix.Rows == rows && matrix.Columns == columns ? matrix : new Matrix(rows, columns);
}
