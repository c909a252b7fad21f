using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A tile of 4 x 4 in 8 registers of 128 bits: the portable path, also for Arm.</summary>
internal readonly unsafe struct ProductTile128 : IProductTile
{
    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    public static int Columns => 4;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(int depth, double* left, double* right, double* destination, nint stride)
    {
        Vector128<double> sum0a = Vector128<double>.Zero, sum0b = Vector128<double>.Zero;
        Vector128<double> sum1a = Vector128<double>.Zero, sum1b = Vector128<double>.Zero;
        Vector128<double> sum2a = Vector128<double>.Zero, sum2b = Vector128<double>.Zero;
        Vector128<double> sum3a = Vector128<double>.Zero, sum3b = Vector128<double>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector128<double> a = Vector128.Load(right);
            Vector128<double> b = Vector128.Load(right + 2);
            Vector128<double> row0 = Vector128.Create(left[0]);
            sum0a = Vector128.MultiplyAddEstimate(row0, a, sum0a);
            sum0b = Vector128.MultiplyAddEstimate(row0, b, sum0b);
            Vector128<double> row1 = Vector128.Create(left[1]);
            sum1a = Vector128.MultiplyAddEstimate(row1, a, sum1a);
            sum1b = Vector128.MultiplyAddEstimate(row1, b, sum1b);
            Vector128<double> row2 = Vector128.Create(left[2]);
            sum2a = Vector128.MultiplyAddEstimate(row2, a, sum2a);
            sum2b = Vector128.MultiplyAddEstimate(row2, b, sum2b);
            Vector128<double> row3 = Vector128.Create(left[3]);
            sum3a = Vector128.MultiplyAddEstimate(row3, a, sum3a);
            sum3b = Vector128.MultiplyAddEstimate(row3, b, sum3b);
            left += Rows;
            right += Columns;
        }

        Add(destination, sum0a, sum0b);
        Add(destination + stride, sum1a, sum1b);
        Add(destination + (2 * stride), sum2a, sum2b);
        Add(destination + (3 * stride), sum3a, sum3b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* row, Vector128<double> a, Vector128<double> b)
    {
        (Vector128.Load(row) + a).Store(row);
        (Vector128.Load(row + 2) + b).Store(row + 2);
    }
}
