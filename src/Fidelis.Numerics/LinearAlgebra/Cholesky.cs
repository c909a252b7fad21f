using System.Diagnostics.CodeAnalysis;
using Fidelis.Numerics.Errors;
using Fidelis.Numerics.Memory;
using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The Cholesky factorisation <c>A = L L^T</c> of a positive definite matrix, with L lower triangular.</summary>
/// <remarks>
/// The triangle is cut in halves, each of which is factored in the same way: the product of what lies between them with itself is subtracted before
/// the second. So nearly all of the work is in large products, which read what they change seldom (F. G. Gustavson, "Recursion leads to automatic variable blocking for
/// dense linear-algebra algorithms", IBM J. Res. Dev. 41, 1997). Only the lower triangle of A is read. Results repeat bit by bit on one machine whatever the number of threads.
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
            FreshPages.Copy(matrix.Row(i)[..(i + 1)], work.Row(i));
        }

        fixed (double* a = work.Data)
        {
            failedPivot = Factor(new MatrixView(a, size, size));
            if (failedPivot >= 0)
            {
                return false;
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
    private static int Factor(MatrixView lower)
    {
        int size = lower.Rows;
        if (size <= PanelWidth)
        {
            double* block = stackalloc double[PanelWidth * PanelStride];
            CopyRows(lower.Data, lower.RowStride, block, PanelStride, size, size);
            int failed = FactorDiagonalBlock(block, size);
            CopyRows(block, PanelStride, lower.Data, lower.RowStride, size, size);
            return failed;
        }

        int half = HalfOf(size);
        int rest = size - half;
        MatrixView first = lower.Block(0, 0, half, half);
        int failedInFirst = Factor(first);
        if (failedInFirst >= 0)
        {
            return failedInFirst;
        }

        MatrixView between = lower.Block(half, 0, rest, half);
        MatrixView second = lower.Block(half, half, rest, rest);
        Solve(first, between);
        BlockedProduct.Accumulate(-1, between, between.Transposed, second, lowerOnly: true);
        int failedInSecond = Factor(second);
        return failedInSecond < 0 ? -1 : half + failedInSecond;
    }

    // X = B L^-T, in place of B.
    private static void Solve(MatrixView lower, MatrixView rows)
    {
        int size = lower.Rows;
        if (size <= PanelWidth)
        {
            double* block = stackalloc double[PanelWidth * PanelStride];
            CopyRows(lower.Data, lower.RowStride, block, PanelStride, size, size);
            Parallelism.For((rows.Rows + RowsPerTask - 1) / RowsPerTask, task =>
            {
                int first = task * RowsPerTask;
                SolveRows(block, size, rows.At(first, 0), rows.RowStride, Math.Min(rows.Rows - first, RowsPerTask));
            });
            return;
        }

        int half = HalfOf(size);
        MatrixView left = rows.Block(0, 0, rows.Rows, half);
        MatrixView right = rows.Block(0, half, rows.Rows, size - half);
        Solve(lower.Block(0, 0, half, half), left);
        BlockedProduct.Accumulate(-1, left, lower.Block(half, 0, size - half, half).Transposed, right, lowerOnly: false);
        Solve(lower.Block(half, half, size - half, size - half), right);
    }

    // Whole panels, so that few of them are narrower.
    private static int HalfOf(int size) => (((size + PanelWidth - 1) / PanelWidth) + 1) / 2 * PanelWidth;

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
