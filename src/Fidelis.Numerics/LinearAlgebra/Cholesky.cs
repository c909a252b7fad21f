using System.Diagnostics.CodeAnalysis;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The Cholesky factorisation <c>A = L L^T</c> of a positive definite matrix, with L lower triangular.</summary>
/// <remarks>
/// Blocked: a panel of columns is factored, then its product with itself is subtracted from the rest of the lower triangle. Only the
/// lower triangle of A is read. Results repeat bit by bit on one machine whatever the number of threads.
/// </remarks>
public static unsafe class Cholesky
{
    private const int PanelWidth = 64;
    private const int RowsPerTask = 64;
    private const int InverseSteps = 6;

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">The positive definite matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <returns>The factor L <c>[n, n]</c>, zero above the diagonal.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="InputException">
    /// An element is NaN or infinite, or a pivot is not positive, so that the matrix is not positive definite to working accuracy.
    /// </exception>
    public static Matrix Factor(Matrix matrix)
    {
        if (!TryFactor(matrix, out Matrix? factor, out int failedPivot))
        {
            Throw.NotPositiveDefinite(failedPivot, matrix.Rows);
        }

        return factor;
    }

    /// <summary>Factors a matrix if it is positive definite.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <param name="factor">The factor L <c>[n, n]</c>, zero above the diagonal; null if there is none.</param>
    /// <param name="failedPivot">The index of the first pivot that is not positive, or -1.</param>
    /// <returns>Whether the matrix is positive definite to working accuracy.</returns>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    /// <exception cref="InputException">An element is NaN or infinite.</exception>
    public static bool TryFactor(Matrix matrix, [NotNullWhen(true)] out Matrix? factor, out int failedPivot)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        matrix.RequireSquare();
        _ = matrix.RequireFinite(lowerOnly: true);
        int size = matrix.Rows;
        factor = null;
        failedPivot = -1;
        int stride = RowSpacing.StrideOf(size);
        double[] work = stride == size ? (double[])matrix.Data.Clone() : RowSpacing.Spread(matrix);
        fixed (double* a = work)
        {
            for (int start = 0; start < size; start += PanelWidth)
            {
                int end = Math.Min(size, start + PanelWidth);
                failedPivot = FactorDiagonalBlock(a, stride, start, end);
                if (failedPivot >= 0)
                {
                    return false;
                }

                double* panel = a;
                Parallelism.For((size - end + RowsPerTask - 1) / RowsPerTask, task =>
                {
                    int first = end + (task * RowsPerTask);
                    SolveRows(panel, stride, start, end, first, Math.Min(size, first + RowsPerTask));
                });
                MatrixView all = new(a, size, size, stride, 1);
                MatrixView below = all.Block(end, start, size - end, end - start);
                BlockedProduct.Accumulate(-1, below, below.Transposed, all.Block(end, end, size - end, size - end), lowerOnly: true);
            }
        }

        factor = new Matrix(size, size);
        for (int i = 0; i < size; i++)
        {
            work.AsSpan(i * stride, i + 1).CopyTo(factor.Row(i));
        }

        return true;
    }

    /// <summary>Estimates the smallest eigenvalue of <c>A = L L^T</c> by a few steps of inverse iteration, from above.</summary>
    /// <param name="factor">The factor L <c>[n, n]</c>, n from 1.</param>
    /// <returns>At least the smallest eigenvalue, but for rounding, and rarely twice as much.</returns>
    /// <exception cref="ArgumentException">The factor is not square.</exception>
    public static double EstimateSmallestEigenvalue(Matrix factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        factor.RequireSquare();
        int size = factor.Rows;
        double[] vector = new double[size];

        // Signs and sizes of no pattern, so that no eigenvector of interest is orthogonal to the start.
        uint state = 1;
        foreach (ref double element in vector.AsSpan())
        {
            state = unchecked((1664525u * state) + 1013904223u);
            element = (state / 2147483648.0) - 1;
        }

        double smallest = 0;
        fixed (double* l = factor.Data, x = vector)
        {
            for (int step = 0; step <= InverseSteps; step++)
            {
                // At first the start is normalised, then what it became: x = A^-1 x / |A^-1 x|.
                smallest = 1 / Math.Sqrt(VectorKernels.Dot(x, x, size));
                VectorKernels.Scale(smallest, x, size);
                if (step < InverseSteps)
                {
                    SolveInPlace(l, x, size);
                }
            }
        }

        return smallest;
    }

    // x = L^-T L^-1 x.
    private static void SolveInPlace(double* l, double* x, int size)
    {
        for (int i = 0; i < size; i++)
        {
            double* row = l + ((nint)i * size);
            x[i] = (x[i] - VectorKernels.Dot(row, x, i)) / row[i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            double* row = l + ((nint)i * size);
            x[i] /= row[i];
            VectorKernels.AddScaledRow(-x[i], row, x, i);
        }
    }

    // Returns the index of a pivot that is not positive, or -1.
    private static int FactorDiagonalBlock(double* a, nint stride, int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            double* target = a + (row * stride);
            for (int column = start; column < row; column++)
            {
                double* other = a + (column * stride);
                target[column] = (target[column] - VectorKernels.Dot(target + start, other + start, column - start)) / other[column];
            }

            double pivot = target[row] - VectorKernels.Dot(target + start, target + start, row - start);
            if (!(pivot > 0))
            {
                return row;
            }

            target[row] = Math.Sqrt(pivot);
        }

        return -1;
    }

    // Rows below the diagonal block: L21 = A21 L11^-T by forward substitution, one column of many rows at a time.
    private static void SolveRows(double* a, nint stride, int start, int end, int firstRow, int lastRow)
    {
        int count = lastRow - firstRow;
        double* products = stackalloc double[RowsPerTask];
        for (int column = start; column < end; column++)
        {
            double* other = a + (column * stride);
            VectorKernels.DotRows(a + (firstRow * stride) + start, stride, count, other + start, column - start, products);
            for (int i = 0; i < count; i++)
            {
                double* element = a + ((firstRow + i) * stride) + column;
                *element = (*element - products[i]) / other[column];
            }
        }
    }
}
