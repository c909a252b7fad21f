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
    private const int PanelStride = PanelWidth + 8;
    private const int RowsPerTask = 64;
    private const int InverseSteps = 6;
    private const int FewestInverseSteps = 2;

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
        Matrix work = new(size, size);
        for (int i = 0; i < size; i++)
        {
            matrix.Row(i)[..(i + 1)].CopyTo(work.Row(i));
        }

        double[] corner = new double[PanelWidth * PanelStride];
        fixed (double* a = work.Data, diagonal = corner)
        {
            MatrixView all = new(a, size, size);
            double* block = diagonal;
            for (int start = 0; start < size; start += PanelWidth)
            {
                int end = Math.Min(size, start + PanelWidth);
                int width = end - start;
                CopyRows(all.At(start, start), size, block, PanelStride, width, width);
                int failed = FactorDiagonalBlock(block, width);
                if (failed >= 0)
                {
                    failedPivot = start + failed;
                    return false;
                }

                CopyRows(block, PanelStride, all.At(start, start), size, width, width);
                Parallelism.For((size - end + RowsPerTask - 1) / RowsPerTask, task =>
                {
                    int first = end + (task * RowsPerTask);
                    SolveRows(block, width, all.At(first, start), size, Math.Min(size - first, RowsPerTask));
                });
                MatrixView below = all.Block(end, start, size - end, width);
                BlockedProduct.Accumulate(-1, below, below.Transposed, all.Block(end, end, size - end, size - end), lowerOnly: true);
            }
        }

        // Tiles across the diagonal are computed whole. Whatever lies further above is zero, in pages that were never touched.
        for (int i = 0; i < size; i++)
        {
            work.Row(i)[(i + 1)..Math.Min(size, i + 1 + BlockedProduct.ReachAboveDiagonal)].Clear();
        }

        factor = work;
        return true;
    }

    /// <summary>Estimates the smallest eigenvalue of <c>A = L L^T</c> by a few steps of inverse iteration, from above.</summary>
    /// <param name="factor">The factor L <c>[n, n]</c>, n from 1.</param>
    /// <param name="enough">An estimate above this one, after two steps, is good enough: further steps, each of which reads the factor twice, are left out.</param>
    /// <returns>At least the smallest eigenvalue, but for rounding; and rarely twice as much where it is not above <paramref name="enough"/>.</returns>
    /// <exception cref="ArgumentException">The factor is not square.</exception>
    public static double EstimateSmallestEigenvalue(Matrix factor, double enough = double.PositiveInfinity)
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
            for (int step = 0; ; step++)
            {
                // At first the start is normalised, then what it became: x = A^-1 x / |A^-1 x|.
                smallest = 1 / Math.Sqrt(VectorKernels.Dot(x, x, size));
                if (step == InverseSteps || (step >= FewestInverseSteps && smallest > enough))
                {
                    break;
                }

                VectorKernels.Scale(smallest, x, size);
                SolveInPlace(l, x, size);
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
    private static int FactorDiagonalBlock(double* block, int width)
    {
        for (int row = 0; row < width; row++)
        {
            double* target = block + (row * PanelStride);
            for (int column = 0; column < row; column++)
            {
                double* other = block + (column * PanelStride);
                target[column] = (target[column] - VectorKernels.Dot(target, other, column)) / other[column];
            }

            double pivot = target[row] - VectorKernels.Dot(target, target, row);
            if (!(pivot > 0))
            {
                return row;
            }

            target[row] = Math.Sqrt(pivot);
        }

        return -1;
    }

    // Rows below the diagonal block: L21 = A21 L11^-T by forward substitution, one column of many rows at a time. In memory of their own: rows that lie a
    // power of two apart drive one another out of the first-level cache.
    private static void SolveRows(double* block, int width, double* rows, nint stride, int count)
    {
        double* near = stackalloc double[RowsPerTask * PanelStride];
        double* products = stackalloc double[RowsPerTask];
        CopyRows(rows, stride, near, PanelStride, count, width);
        for (int column = 0; column < width; column++)
        {
            double* other = block + (column * PanelStride);
            VectorKernels.DotRows(near, PanelStride, count, other, column, products);
            for (int i = 0; i < count; i++)
            {
                double* element = near + (i * PanelStride) + column;
                *element = (*element - products[i]) / other[column];
            }
        }

        CopyRows(near, PanelStride, rows, stride, count, width);
    }

    private static void CopyRows(double* source, nint sourceStride, double* target, nint targetStride, int count, int width)
    {
        for (int i = 0; i < count; i++)
        {
            new ReadOnlySpan<double>(source + (i * sourceStride), width).CopyTo(new Span<double>(target + (i * targetStride), width));
        }
    }
}
