using System.Numerics;
using System.Runtime.InteropServices;
using Fidelis.Numerics.Threading;

namespace Fidelis.Networks.Operators;

/// <summary>
/// The product of the small matrices behind a classifier's head. A row of the result is computed the same way whatever the other rows are.
/// </summary>
internal static class MatrixKernel
{
    private const int PieceOperations = 1 << 16;

    private const int StripColumns = 2048;

    public static void Multiply(int m, int n, int k, float[] a, bool transposeA, float[] b, bool transposeB, float[] c)
    {
        int rowsPerPiece = Math.Max(1, PieceOperations / Math.Max(1, n * k));
        (int rowStep, int innerStep) = transposeA ? (1, m) : (k, 1);
        float[] columns = transposeB ? Transpose(b, n, k) : b;
        Parallelism.For((m + rowsPerPiece - 1) / rowsPerPiece, piece =>
        {
            int last = Math.Min((piece + 1) * rowsPerPiece, m);
            for (int i = piece * rowsPerPiece; i < last; i++)
            {
                MultiplyRow(a, i * rowStep, innerStep, columns, c.AsSpan(i * n, n));
            }
        });
    }

    /// <summary>Adds the rows of B, weighted by a row of A, in float64: <c>c = sum_p a_p B_p</c>, no more columns at once than the stack has room for.</summary>
    public static void MultiplyRow(float[] a, int start, int step, float[] b, Span<float> c)
    {
        int n = c.Length;
        Span<double> strip = stackalloc double[Math.Min(n, StripColumns)];
        for (int column = 0; column < n; column += StripColumns)
        {
            Span<double> sums = strip[..Math.Min(StripColumns, n - column)];
            sums.Clear();
            Span<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(sums);
            for (int p = 0, row = column; row < b.Length; p++, row += n)
            {
                double factor = a[start + (p * step)];
                ReadOnlySpan<float> values = b.AsSpan(row, sums.Length);
                int j = 0;
                for (int v = 0; v + 1 < vectors.Length; v += 2, j += Vector<float>.Count)
                {
                    Vector.Widen(new Vector<float>(values[j..]), out Vector<double> low, out Vector<double> high);
                    vectors[v] += low * factor;
                    vectors[v + 1] += high * factor;
                }

                for (; j < sums.Length; j++)
                {
                    sums[j] += values[j] * factor;
                }
            }

            for (int j = 0; j < sums.Length; j++)
            {
                c[column + j] = (float)sums[j];
            }
        }
    }

    /// <summary>Gives the columns of a matrix as rows.</summary>
    public static float[] Transpose(float[] matrix, int rows, int columns)
    {
        float[] transposed = new float[matrix.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }
}
