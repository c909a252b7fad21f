using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>
/// The product of a symmetric matrix and a vector that reads the lower triangle once: half of the memory traffic of the plain product,
/// and that traffic is what half of a tridiagonalisation consists of.
/// </summary>
internal sealed unsafe class SymmetricVectorProduct
{
    private const int Lanes = 8;
    private const int RowsPerTask = 128;
    private const int LargestTaskCount = 16;

    private readonly double[] partialSums;
    private readonly int size;

    /// <summary>Makes room for products up to a size.</summary>
    internal SymmetricVectorProduct(int size)
    {
        this.size = size;
        partialSums = new double[size * TaskCount(size)];
    }

    /// <summary>Computes <c>y = A x</c>.</summary>
    /// <param name="a">The matrix; its lower triangle is read.</param>
    /// <param name="stride">The distance between its rows.</param>
    /// <param name="count">Its number of rows and columns.</param>
    /// <param name="x">The vector <c>[count]</c>.</param>
    /// <param name="y">The product <c>[count]</c>.</param>
    internal void Multiply(double* a, nint stride, int count, double* x, double* y)
    {
        int tasks = TaskCount(count);
        new Span<double>(y, count).Clear();
        if (tasks == 1)
        {
            AddRows(a, stride, 0, count, x, y);
            return;
        }

        // Each task gets the same share of the triangle's area and a sum of its own; the sums are added in the order of the tasks.
        fixed (double* sums = partialSums)
        {
            double* s = sums;
            Parallelism.For(tasks, task =>
            {
                int end = Boundary(task + 1, tasks, count);
                double* sum = s + ((nint)task * size);
                new Span<double>(sum, end).Clear();
                AddRows(a, stride, Boundary(task, tasks, count), end, x, sum);
            });
            for (int task = 0; task < tasks; task++)
            {
                VectorKernels.AddScaledRow(1, sums + ((nint)task * size), y, Boundary(task + 1, tasks, count));
            }
        }
    }

    private static int TaskCount(int count) => Math.Clamp(count / RowsPerTask, 1, LargestTaskCount);

    private static int Boundary(int task, int tasks, int count) =>
        task == tasks ? count : (int)(count * Math.Sqrt((double)task / tasks)) & ~3;

    // Adds what rows [start, end) of the triangle and their mirror images contribute to the product.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(double* a, nint stride, int start, int end, double* x, double* y)
    {
        int row = start;
        for (; row + 4 <= end; row += 4)
        {
            double* first = a + (row * stride);
            AddFourRows(first, stride, row, x, x + row, y, y + row);
            for (int i = 0; i < 4; i++)
            {
                double* corner = first + (i * stride) + row;
                y[row + i] += corner[i] * x[row + i];
                for (int j = 0; j < i; j++)
                {
                    y[row + i] += corner[j] * x[row + j];
                    y[row + j] += corner[j] * x[row + i];
                }
            }
        }

        for (; row < end; row++)
        {
            double* values = a + (row * stride);
            y[row] += VectorKernels.Dot(values, x, row + 1);
            VectorKernels.AddScaledRow(x[row], values, y, row);
        }
    }

    // The part of four rows left of the diagonal block: one pass both for the rows (products) and for their mirror images (y).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourRows(double* rows, nint stride, int length, double* x, double* scales, double* y, double* products)
    {
        double* row0 = rows;
        double* row1 = row0 + stride;
        double* row2 = row1 + stride;
        double* row3 = row2 + stride;
        Vector512<double> scale0 = Vector512.Create(scales[0]);
        Vector512<double> scale1 = Vector512.Create(scales[1]);
        Vector512<double> scale2 = Vector512.Create(scales[2]);
        Vector512<double> scale3 = Vector512.Create(scales[3]);
        Vector512<double> sum0 = Vector512<double>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            Vector512<double> factor = Vector512.Load(x + i);
            Vector512<double> value0 = Vector512.Load(row0 + i);
            Vector512<double> value1 = Vector512.Load(row1 + i);
            Vector512<double> value2 = Vector512.Load(row2 + i);
            Vector512<double> value3 = Vector512.Load(row3 + i);
            sum0 = Vector512.MultiplyAddEstimate(value0, factor, sum0);
            sum1 = Vector512.MultiplyAddEstimate(value1, factor, sum1);
            sum2 = Vector512.MultiplyAddEstimate(value2, factor, sum2);
            sum3 = Vector512.MultiplyAddEstimate(value3, factor, sum3);
            Vector512<double> left = Vector512.MultiplyAddEstimate(scale0, value0, Vector512.Load(y + i));
            Vector512<double> right = scale1 * value1;
            left = Vector512.MultiplyAddEstimate(scale2, value2, left);
            right = Vector512.MultiplyAddEstimate(scale3, value3, right);
            (left + right).Store(y + i);
        }

        products[0] += Vector512.Sum(sum0);
        products[1] += Vector512.Sum(sum1);
        products[2] += Vector512.Sum(sum2);
        products[3] += Vector512.Sum(sum3);
        for (; i < length; i++)
        {
            products[0] += row0[i] * x[i];
            products[1] += row1[i] * x[i];
            products[2] += row2[i] * x[i];
            products[3] += row3[i] * x[i];
            y[i] += ((scales[0] * row0[i]) + (scales[2] * row2[i])) + ((scales[1] * row1[i]) + (scales[3] * row3[i]));
        }
    }
}
