using System.Numerics;

namespace Fidelis.Statistics.Kernels;

/// <summary>The memory in which one thread computes one block of a kernel matrix after the other.</summary>
internal sealed class KernelBlock
{
    private readonly double[] values = new double[KernelSummation.BlockRows];

    /// <summary>Sums one block.</summary>
    /// <param name="products">The products of its rows with its columns, <c>[rows, columns]</c>.</param>
    /// <param name="rows">The side of the rows.</param>
    /// <param name="columns">The side of the columns, the same object where the matrix is symmetric.</param>
    /// <param name="row">The block of rows.</param>
    /// <param name="column">The block of columns.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="subsetCount">The number of subsets.</param>
    public KernelBlockSums Sum(ReadOnlySpan<float> products, KernelSide rows, KernelSide columns, int row, int column, IKernel kernel, int subsetCount)
    {
        int m = rows.RowsOf(row);
        int n = columns.RowsOf(column);
        double[] rowSums = new double[m];
        double[] columnSums = new double[n];
        double squares = 0;
        double diagonal = 0;
        double[] subsetSums = new double[subsetCount];
        ReadOnlySpan<double> columnNorms = columns.SquaredNorms.AsSpan(column * columns.BlockRows, n);
        for (int i = 0; i < m; i++)
        {
            int image = (row * rows.BlockRows) + i;
            Span<double> line = values.AsSpan(0, n);
            kernel.Evaluate(products.Slice(i * n, n), rows.SquaredNorms[image], columnNorms, line);
            if (rows == columns && row == column)
            {
                diagonal += line[i];
                line[i] = 0;
            }

            (rowSums[i], double squaresOfRow) = SumAndAdd(line, columnSums);
            squares += squaresOfRow;
            foreach (int subset in rows.Subsets(image))
            {
                subsetSums[subset] += SumOf(line, columns.Members(subset, column));
            }
        }

        return new KernelBlockSums(rowSums, columnSums, squares, diagonal, subsetSums);
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

    /// <summary>Sums some values of a row, four at a time, so that no sum waits for the one before.</summary>
    private static double SumOf(ReadOnlySpan<double> line, ReadOnlySpan<int> places)
    {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i <= places.Length - 4; i += 4)
        {
            sum0 += line[places[i]];
            sum1 += line[places[i + 1]];
            sum2 += line[places[i + 2]];
            sum3 += line[places[i + 3]];
        }

        for (; i < places.Length; i++)
        {
            sum0 += line[places[i]];
        }

        return (sum0 + sum1) + (sum2 + sum3);
    }
}
