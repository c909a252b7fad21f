namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a symmetric matrix to tridiagonal form by orthogonal similarity: <c>A = Q T Q^T</c>.</summary>
/// <remarks>
/// <para>
/// The blocked algorithm of Dongarra, Sorensen and Hammarling, 1989, on the lower triangle in row order, from the last row upwards:
/// reflection i works on the first i elements of row i, which lie side by side in memory, and so does everything that it touches.
/// </para>
/// <para>
/// A two-sided reflection of A is <c>A - v w^T - w v^T</c> with <c>p = tau A v</c> and <c>w = p - (tau/2)(p . v) v</c>. Inside a panel
/// these updates are not carried out but kept, as pairs in two stacks with <c>A(now) = A(stored) - L^T R</c>, and applied to whatever
/// the next reflection needs. At the panel's end they are subtracted from the rest of the matrix by one matrix product.
/// </para>
/// </remarks>
internal sealed unsafe class Tridiagonalization
{
    private const int PanelWidth = 32;
    private const int ReflectorBlock = 128;

    private readonly int size;
    private readonly double[] elements;
    private readonly int stride;
    private readonly double[] factors;

    /// <summary>Reduces a matrix.</summary>
    /// <param name="matrix">The symmetric matrix <c>[n, n]</c>; its lower triangle is read.</param>
    /// <param name="scale">A factor that brings it near 1 in magnitude.</param>
    internal Tridiagonalization(Matrix matrix, double scale = 1)
    {
        size = matrix.Rows;
        elements = RowSpacing.Spread(matrix, scale);
        stride = RowSpacing.StrideOf(size);
        factors = new double[size];
        Diagonal = new double[size];
        OffDiagonal = new double[Math.Max(0, size - 1)];
        double[] leftStack = new double[2 * PanelWidth * stride];
        double[] rightStack = new double[2 * PanelWidth * stride];
        SymmetricVectorProduct product = new(size);
        fixed (double* a = elements, left = leftStack, right = rightStack)
        {
            for (int end = size; end > 0; end -= PanelWidth)
            {
                int start = Math.Max(0, end - PanelWidth);
                for (int row = end - 1; row >= start; row--)
                {
                    ReduceRow(a, row, end - 1 - row, left, right, product);
                }

                int pairs = end - start;
                MatrixView l = new(left, 2 * pairs, start, stride, 1);
                MatrixView r = new(right, 2 * pairs, start, stride, 1);
                BlockedProduct.Accumulate(-1, l.Transposed, r, new(a, start, start, stride, 1), lowerOnly: true);
            }
        }
    }

    /// <summary>Gets the diagonal of T <c>[n]</c>.</summary>
    internal double[] Diagonal { get; }

    /// <summary>Gets the diagonal beside it <c>[n - 1]</c>.</summary>
    internal double[] OffDiagonal { get; }

    /// <summary>Multiplies the rows of a matrix by Q^T from the right, which turns the eigenvectors of T into those of A.</summary>
    /// <param name="rows">The matrix <c>[m, n or more]</c>, of which n columns are replaced by the product.</param>
    internal void Transform(Matrix rows)
    {
        // The reflection of row i changes the first i columns only.
        double[] buffer = new double[ReflectorBlock * size];
        fixed (double* a = elements, target = rows.Data, vectors = buffer)
        {
            for (int start = 1; start < size; start += ReflectorBlock)
            {
                int count = Math.Min(ReflectorBlock, size - start);
                int extent = start + count - 1;
                new Span<double>(vectors, count * extent).Clear();
                for (int k = 0; k < count; k++)
                {
                    int row = start + k;
                    new ReadOnlySpan<double>(a + ((nint)row * stride), row).CopyTo(new Span<double>(vectors + ((nint)k * extent), row));
                }

                MatrixView v = new(vectors, count, extent);
                new BlockReflector(v, factors.AsSpan(start, count)).ApplyFromRight(v, new(target, rows.Rows, extent, rows.Columns, 1));
            }
        }
    }

    private void ReduceRow(double* a, int row, int pairs, double* left, double* right, SymmetricVectorProduct product)
    {
        int pending = 2 * pairs;
        double* coefficients = stackalloc double[2 * PanelWidth];
        double* v = a + ((nint)row * stride);
        for (int k = 0; k < pending; k++)
        {
            coefficients[k] = -left[(k * stride) + row];
        }

        VectorKernels.AddScaledRows(coefficients, right, stride, pending, v, row + 1);
        Diagonal[row] = v[row];
        double* leftV = left + (pending * stride);
        double* leftW = leftV + stride;
        double* rightW = right + (pending * stride);
        double* rightV = rightW + stride;
        if (row == 0)
        {
            return;
        }

        (double tau, OffDiagonal[row - 1]) = Householder.Reflect(v + row - 1, v, row - 1);
        factors[row] = tau;
        if (tau == 0)
        {
            new Span<double>(leftV, row).Clear();
            new Span<double>(leftW, row).Clear();
            new Span<double>(rightV, row).Clear();
            new Span<double>(rightW, row).Clear();
            return;
        }

        product.Multiply(a, stride, row, v, leftW);
        VectorKernels.DotRows(right, stride, pending, v, row, coefficients);
        VectorKernels.Scale(-1, coefficients, pending);
        VectorKernels.AddScaledRows(coefficients, left, stride, pending, leftW, row);
        VectorKernels.Scale(tau, leftW, row);
        VectorKernels.AddScaledRow(-0.5 * tau * VectorKernels.Dot(leftW, v, row), v, leftW, row);
        new ReadOnlySpan<double>(v, row).CopyTo(new Span<double>(leftV, row));
        new ReadOnlySpan<double>(v, row).CopyTo(new Span<double>(rightV, row));
        new ReadOnlySpan<double>(leftW, row).CopyTo(new Span<double>(rightW, row));
    }
}
