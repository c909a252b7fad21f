using Fidelis.Numerics.Threading;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>Reduces a matrix to upper bidiagonal form by reflections from both sides: <c>A = U B V^T</c>.</summary>
/// <remarks>
/// The blocked algorithm of Dongarra, Sorensen and Hammarling, 1989. Step i reflects column i onto its diagonal element (vector u) and
/// then row i onto the element beside it (vector v). The update by u is <c>A - u y^T</c> with <c>y = tau A^T u</c>, the one by v is
/// <c>A - x v^T</c> with <c>x = tau A v</c>. Inside a panel the updates are not carried out but kept in two stacks, u and x in one, y
/// and v in the other, so that <c>A(now) = A(stored) - L^T R</c>; at its end they are subtracted by one matrix product.
/// </remarks>
internal sealed unsafe class Bidiagonalization
{
    private const int PanelWidth = 32;
    private const int RowsPerTask = 64;
    private const int ColumnsPerTask = 512;

    // Below this number of elements waking another thread costs more than it saves.
    private const int SerialElements = 1 << 15;

    private readonly Matrix matrix;

    /// <summary>Reduces a matrix, which is destroyed.</summary>
    /// <param name="matrix">The matrix <c>[m, n]</c>, <c>m &gt;= n</c>, near 1 in magnitude.</param>
    internal Bidiagonalization(Matrix matrix)
    {
        this.matrix = matrix;
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        Diagonal = new double[columns];
        OffDiagonal = new double[Math.Max(0, columns - 1)];
        double[] leftStack = new double[2 * PanelWidth * rows];
        double[] rightStack = new double[2 * PanelWidth * columns];
        fixed (double* a = matrix.Data, left = leftStack, right = rightStack)
        {
            for (int start = 0; start < columns; start += PanelWidth)
            {
                int end = Math.Min(columns, start + PanelWidth);
                for (int i = start; i < end; i++)
                {
                    ReduceColumn(a, i, 2 * (i - start), left, right);
                    if (i < columns - 1)
                    {
                        ReduceRow(a, i, (2 * (i - start)) + 1, left, right);
                    }
                }

                if (end < columns)
                {
                    int pending = 2 * (end - start);
                    MatrixView l = new(left + end, pending, rows - end, rows, 1);
                    MatrixView r = new(right + end, pending, columns - end, columns, 1);
                    MatrixView rest = new MatrixView(a, rows, columns).Block(end, end, rows - end, columns - end);
                    BlockedProduct.Accumulate(-1, l.Transposed, r, rest, lowerOnly: false);
                }
            }
        }
    }

    /// <summary>Gets the diagonal of B <c>[n]</c>.</summary>
    internal double[] Diagonal { get; }

    /// <summary>Gets the diagonal above it <c>[n - 1]</c>.</summary>
    internal double[] OffDiagonal { get; }

    // Appends (u, y): column i is brought up to date, reflected, and its effect on the columns behind it is computed.
    private void ReduceColumn(double* a, int i, int pending, double* left, double* right)
    {
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        double* coefficients = stackalloc double[2 * PanelWidth];
        double* u = left + ((nint)pending * rows);
        double* y = right + ((nint)pending * columns);
        for (int row = i; row < rows; row++)
        {
            u[row] = a[((nint)row * columns) + i];
        }

        for (int k = 0; k < pending; k++)
        {
            coefficients[k] = -right[((nint)k * columns) + i];
        }

        VectorKernels.AddScaledRows(coefficients, left + i, rows, pending, u + i, rows - i);
        (double tau, Diagonal[i]) = Householder.Reflect(u + i, u + i + 1, rows - i - 1);
        int first = i + 1;
        int count = columns - first;
        new Span<double>(y + first, count).Clear();
        if (tau == 0 || count == 0)
        {
            return;
        }

        AddTransposeProduct(a + ((nint)i * columns) + first, rows - i, count, u + i, y + first);
        VectorKernels.DotRows(left + i, rows, pending, u + i, rows - i, coefficients);
        VectorKernels.Scale(-1, coefficients, pending);
        VectorKernels.AddScaledRows(coefficients, right + first, columns, pending, y + first, count);
        VectorKernels.Scale(tau, y + first, count);
    }

    // Appends (x, v): row i is brought up to date, reflected, and its effect on the rows below it is computed.
    private void ReduceRow(double* a, int i, int pending, double* left, double* right)
    {
        int rows = matrix.Rows;
        int columns = matrix.Columns;
        int first = i + 1;
        int count = columns - first;
        double* coefficients = stackalloc double[2 * PanelWidth];
        double* x = left + ((nint)pending * rows);
        double* v = right + ((nint)pending * columns);
        new ReadOnlySpan<double>(a + ((nint)i * columns) + first, count).CopyTo(new Span<double>(v + first, count));
        for (int k = 0; k < pending; k++)
        {
            coefficients[k] = -left[((nint)k * rows) + i];
        }

        VectorKernels.AddScaledRows(coefficients, right + first, columns, pending, v + first, count);
        (double tau, OffDiagonal[i]) = Householder.Reflect(v + first, v + first + 1, count - 1);
        int below = rows - first;
        new Span<double>(x + first, below).Clear();
        if (tau == 0)
        {
            return;
        }

        Multiply(a + ((nint)first * columns) + first, below, count, v + first, x + first);
        VectorKernels.DotRows(right + first, columns, pending, v + first, count, coefficients);
        VectorKernels.Scale(-1, coefficients, pending);
        VectorKernels.AddScaledRows(coefficients, left + first, rows, pending, x + first, below);
        VectorKernels.Scale(tau, x + first, below);
    }

    // y += A^T u, a piece of y per task.
    private void AddTransposeProduct(double* a, int rows, int columns, double* u, double* y)
    {
        int stride = matrix.Columns;
        if ((long)rows * columns < SerialElements)
        {
            VectorKernels.AddScaledRows(u, a, stride, rows, y, columns);
            return;
        }

        Parallelism.For((columns + ColumnsPerTask - 1) / ColumnsPerTask, task =>
        {
            int start = task * ColumnsPerTask;
            VectorKernels.AddScaledRows(u, a + start, stride, rows, y + start, Math.Min(ColumnsPerTask, columns - start));
        });
    }

    // x = A v, a piece of x per task.
    private void Multiply(double* a, int rows, int columns, double* v, double* x)
    {
        int stride = matrix.Columns;
        if ((long)rows * columns < SerialElements)
        {
            VectorKernels.DotRows(a, stride, rows, v, columns, x);
            return;
        }

        Parallelism.For((rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            int start = task * RowsPerTask;
            VectorKernels.DotRows(a + ((nint)start * stride), stride, Math.Min(RowsPerTask, rows - start), v, columns, x + start);
        });
    }
}
