using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The vector loops behind the factorisations: dot products and linear combinations, one row or many at a time.</summary>
/// <remarks>
/// Written once for 512 bits; where registers are narrower the runtime splits each operation into halves. The order of the sums
/// depends on the length alone.
/// </remarks>
internal static unsafe class VectorKernels
{
    private const int Lanes = 8;

    /// <summary>Computes <c>x . y</c>.</summary>
    internal static double Dot(double* x, double* y, int length)
    {
        double sum;
        DotRow(x, y, length, &sum);
        return sum;
    }

    /// <summary>Multiplies every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scale(double scale, double* x, int length)
    {
        Vector512<double> factor = Vector512.Create(scale);
        int i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            (factor * Vector512.Load(x + i)).Store(x + i);
        }

        for (; i < length; i++)
        {
            x[i] *= scale;
        }
    }

    /// <summary>Computes the dot product of each row with one vector.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="x">The vector <c>[length]</c>.</param>
    /// <param name="length">The length of the rows and of the vector.</param>
    /// <param name="results">The products <c>[count]</c>.</param>
    internal static void DotRows(double* rows, nint stride, int count, double* x, int length, double* results)
    {
        int row = 0;
        for (; row + 4 <= count; row += 4)
        {
            double* first = rows + (row * stride);
            if (Vector512.IsHardwareAccelerated)
            {
                DotFourRows(first, stride, x, length, results + row);
            }
            else
            {
                // The sums of four rows would fill all 16 registers of 256 bits. Those of two are the same, digit by digit.
                DotTwoRows(first, stride, x, length, results + row);
                DotTwoRows(first + (2 * stride), stride, x, length, results + row + 2);
            }
        }

        for (; row < count; row++)
        {
            DotRow(rows + (row * stride), x, length, results + row);
        }
    }

    /// <summary>Adds a linear combination of rows to a vector: <c>y += sum over r of scales[r] * rows[r]</c>.</summary>
    /// <param name="scales">The coefficients <c>[count]</c>.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="y">The vector <c>[length]</c> that is added to.</param>
    /// <param name="length">The length of the rows and of the vector.</param>
    internal static void AddScaledRows(double* scales, double* rows, nint stride, int count, double* y, int length)
    {
        int row = 0;
        for (; row + 4 <= count; row += 4)
        {
            AddFourScaledRows(scales + row, rows + (row * stride), stride, y, length);
        }

        for (; row < count; row++)
        {
            AddScaledRow(scales[row], rows + (row * stride), y, length);
        }
    }

    /// <summary>Adds multiples of two vectors to each row: <c>row[r] += a[r] * x + b[r] * y</c>.</summary>
    /// <param name="a">The factor of x for each row <c>[count]</c>.</param>
    /// <param name="x">The first vector <c>[length]</c>.</param>
    /// <param name="b">The factor of y for each row <c>[count]</c>.</param>
    /// <param name="y">The second vector <c>[length]</c>.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">The distance from one row to the next.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="length">The length of the rows and of the vectors.</param>
    internal static void AddTwoToRows(double* a, double* x, double* b, double* y, double* rows, nint stride, int count, int length)
    {
        int row = 0;
        for (; row + 4 <= count; row += 4)
        {
            AddTwoToFourRows(a + row, x, b + row, y, rows + (row * stride), stride, length);
        }

        for (; row < count; row++)
        {
            AddScaledRow(a[row], x, rows + (row * stride), length);
            AddScaledRow(b[row], y, rows + (row * stride), length);
        }
    }

    /// <summary>Computes <c>y += scale * x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaledRow(double scale, double* x, double* y, int length)
    {
        Vector512<double> factor = Vector512.Create(scale);
        int i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            Vector512.MultiplyAddEstimate(factor, Vector512.Load(x + i), Vector512.Load(y + i)).Store(y + i);
        }

        for (; i < length; i++)
        {
            y[i] += scale * x[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotRow(double* row, double* x, int length, double* result)
    {
        Vector512<double> sum0 = Vector512<double>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        int i = 0;
        for (; i + (4 * Lanes) <= length; i += 4 * Lanes)
        {
            sum0 = Vector512.MultiplyAddEstimate(Vector512.Load(row + i), Vector512.Load(x + i), sum0);
            sum1 = Vector512.MultiplyAddEstimate(Vector512.Load(row + i + Lanes), Vector512.Load(x + i + Lanes), sum1);
            sum2 = Vector512.MultiplyAddEstimate(Vector512.Load(row + i + (2 * Lanes)), Vector512.Load(x + i + (2 * Lanes)), sum2);
            sum3 = Vector512.MultiplyAddEstimate(Vector512.Load(row + i + (3 * Lanes)), Vector512.Load(x + i + (3 * Lanes)), sum3);
        }

        for (; i + Lanes <= length; i += Lanes)
        {
            sum0 = Vector512.MultiplyAddEstimate(Vector512.Load(row + i), Vector512.Load(x + i), sum0);
        }

        double sum = Vector512.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; i < length; i++)
        {
            sum += row[i] * x[i];
        }

        *result = sum;
    }

    /// <summary>Computes the dot product of each of four rows with one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void DotFourRows(double* rows, nint stride, double* x, int length, double* results)
    {
        double* row0 = rows;
        double* row1 = row0 + stride;
        double* row2 = row1 + stride;
        double* row3 = row2 + stride;
        Vector512<double> a0 = Vector512<double>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        int i = 0;
        for (; i + (2 * Lanes) <= length; i += 2 * Lanes)
        {
            Vector512<double> first = Vector512.Load(x + i);
            Vector512<double> second = Vector512.Load(x + i + Lanes);
            a0 = Vector512.MultiplyAddEstimate(Vector512.Load(row0 + i), first, a0);
            a1 = Vector512.MultiplyAddEstimate(Vector512.Load(row1 + i), first, a1);
            a2 = Vector512.MultiplyAddEstimate(Vector512.Load(row2 + i), first, a2);
            a3 = Vector512.MultiplyAddEstimate(Vector512.Load(row3 + i), first, a3);
            b0 = Vector512.MultiplyAddEstimate(Vector512.Load(row0 + i + Lanes), second, b0);
            b1 = Vector512.MultiplyAddEstimate(Vector512.Load(row1 + i + Lanes), second, b1);
            b2 = Vector512.MultiplyAddEstimate(Vector512.Load(row2 + i + Lanes), second, b2);
            b3 = Vector512.MultiplyAddEstimate(Vector512.Load(row3 + i + Lanes), second, b3);
        }

        double sum0 = Vector512.Sum(a0 + b0);
        double sum1 = Vector512.Sum(a1 + b1);
        double sum2 = Vector512.Sum(a2 + b2);
        double sum3 = Vector512.Sum(a3 + b3);
        for (; i < length; i++)
        {
            sum0 += row0[i] * x[i];
            sum1 += row1[i] * x[i];
            sum2 += row2[i] * x[i];
            sum3 += row3[i] * x[i];
        }

        results[0] = sum0;
        results[1] = sum1;
        results[2] = sum2;
        results[3] = sum3;
    }

    /// <summary>Computes what <see cref="DotFourRows"/> computes, to the last digit, of two rows in half of the registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void DotTwoRows(double* rows, nint stride, double* x, int length, double* results)
    {
        double* row0 = rows;
        double* row1 = row0 + stride;
        Vector512<double> a0 = Vector512<double>.Zero, a1 = a0, b0 = a0, b1 = a0;
        int i = 0;
        for (; i + (2 * Lanes) <= length; i += 2 * Lanes)
        {
            Vector512<double> first = Vector512.Load(x + i);
            Vector512<double> second = Vector512.Load(x + i + Lanes);
            a0 = Vector512.MultiplyAddEstimate(Vector512.Load(row0 + i), first, a0);
            a1 = Vector512.MultiplyAddEstimate(Vector512.Load(row1 + i), first, a1);
            b0 = Vector512.MultiplyAddEstimate(Vector512.Load(row0 + i + Lanes), second, b0);
            b1 = Vector512.MultiplyAddEstimate(Vector512.Load(row1 + i + Lanes), second, b1);
        }

        double sum0 = Vector512.Sum(a0 + b0);
        double sum1 = Vector512.Sum(a1 + b1);
        for (; i < length; i++)
        {
            sum0 += row0[i] * x[i];
            sum1 += row1[i] * x[i];
        }

        results[0] = sum0;
        results[1] = sum1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTwoToFourRows(double* a, double* x, double* b, double* y, double* rows, nint stride, int length)
    {
        double* row0 = rows;
        double* row1 = row0 + stride;
        double* row2 = row1 + stride;
        double* row3 = row2 + stride;
        Vector512<double> a0 = Vector512.Create(a[0]), a1 = Vector512.Create(a[1]), a2 = Vector512.Create(a[2]), a3 = Vector512.Create(a[3]);
        Vector512<double> b0 = Vector512.Create(b[0]), b1 = Vector512.Create(b[1]), b2 = Vector512.Create(b[2]), b3 = Vector512.Create(b[3]);
        int i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            Vector512<double> first = Vector512.Load(x + i);
            Vector512<double> second = Vector512.Load(y + i);
            Vector512.MultiplyAddEstimate(b0, second, Vector512.MultiplyAddEstimate(a0, first, Vector512.Load(row0 + i))).Store(row0 + i);
            Vector512.MultiplyAddEstimate(b1, second, Vector512.MultiplyAddEstimate(a1, first, Vector512.Load(row1 + i))).Store(row1 + i);
            Vector512.MultiplyAddEstimate(b2, second, Vector512.MultiplyAddEstimate(a2, first, Vector512.Load(row2 + i))).Store(row2 + i);
            Vector512.MultiplyAddEstimate(b3, second, Vector512.MultiplyAddEstimate(a3, first, Vector512.Load(row3 + i))).Store(row3 + i);
        }

        for (; i < length; i++)
        {
            row0[i] += (a[0] * x[i]) + (b[0] * y[i]);
            row1[i] += (a[1] * x[i]) + (b[1] * y[i]);
            row2[i] += (a[2] * x[i]) + (b[2] * y[i]);
            row3[i] += (a[3] * x[i]) + (b[3] * y[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourScaledRows(double* scales, double* rows, nint stride, double* y, int length)
    {
        double* row0 = rows;
        double* row1 = row0 + stride;
        double* row2 = row1 + stride;
        double* row3 = row2 + stride;
        Vector512<double> scale0 = Vector512.Create(scales[0]);
        Vector512<double> scale1 = Vector512.Create(scales[1]);
        Vector512<double> scale2 = Vector512.Create(scales[2]);
        Vector512<double> scale3 = Vector512.Create(scales[3]);
        int i = 0;
        for (; i + Lanes <= length; i += Lanes)
        {
            Vector512<double> left = Vector512.MultiplyAddEstimate(scale0, Vector512.Load(row0 + i), Vector512.Load(y + i));
            Vector512<double> right = scale1 * Vector512.Load(row1 + i);
            left = Vector512.MultiplyAddEstimate(scale2, Vector512.Load(row2 + i), left);
            right = Vector512.MultiplyAddEstimate(scale3, Vector512.Load(row3 + i), right);
            (left + right).Store(y + i);
        }

        for (; i < length; i++)
        {
            y[i] += ((scales[0] * row0[i]) + (scales[2] * row2[i])) + ((scales[1] * row1[i]) + (scales[3] * row3[i]));
        }
    }
}
