using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A tile of 6 x 8 in 12 of the 16 registers of 256 bits.</summary>
internal readonly unsafe struct ProductTile256 : IProductTile
{
    /// <inheritdoc/>
    public static int Rows => 6;

    /// <inheritdoc/>
    public static int Columns => 8;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(int depth, double* left, double* right, double* destination, nint stride)
    {
        Vector256<double> sum0a = Vector256<double>.Zero, sum0b = Vector256<double>.Zero;
        Vector256<double> sum1a = Vector256<double>.Zero, sum1b = Vector256<double>.Zero;
        Vector256<double> sum2a = Vector256<double>.Zero, sum2b = Vector256<double>.Zero;
        Vector256<double> sum3a = Vector256<double>.Zero, sum3b = Vector256<double>.Zero;
        Vector256<double> sum4a = Vector256<double>.Zero, sum4b = Vector256<double>.Zero;
        Vector256<double> sum5a = Vector256<double>.Zero, sum5b = Vector256<double>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector256<double> a = Vector256.Load(right);
            Vector256<double> b = Vector256.Load(right + 4);
            Vector256<double> row0 = Vector256.Create(left[0]);
            sum0a = Vector256.MultiplyAddEstimate(row0, a, sum0a);
            sum0b = Vector256.MultiplyAddEstimate(row0, b, sum0b);
            Vector256<double> row1 = Vector256.Create(left[1]);
            sum1a = Vector256.MultiplyAddEstimate(row1, a, sum1a);
            sum1b = Vector256.MultiplyAddEstimate(row1, b, sum1b);
            Vector256<double> row2 = Vector256.Create(left[2]);
            sum2a = Vector256.MultiplyAddEstimate(row2, a, sum2a);
            sum2b = Vector256.MultiplyAddEstimate(row2, b, sum2b);
            Vector256<double> row3 = Vector256.Create(left[3]);
            sum3a = Vector256.MultiplyAddEstimate(row3, a, sum3a);
            sum3b = Vector256.MultiplyAddEstimate(row3, b, sum3b);
            Vector256<double> row4 = Vector256.Create(left[4]);
            sum4a = Vector256.MultiplyAddEstimate(row4, a, sum4a);
            sum4b = Vector256.MultiplyAddEstimate(row4, b, sum4b);
            Vector256<double> row5 = Vector256.Create(left[5]);
            sum5a = Vector256.MultiplyAddEstimate(row5, a, sum5a);
            sum5b = Vector256.MultiplyAddEstimate(row5, b, sum5b);
            left += Rows;
            right += Columns;
        }

        Add(destination, sum0a, sum0b);
        Add(destination + stride, sum1a, sum1b);
        Add(destination + (2 * stride), sum2a, sum2b);
        Add(destination + (3 * stride), sum3a, sum3b);
        Add(destination + (4 * stride), sum4a, sum4b);
        Add(destination + (5 * stride), sum5a, sum5b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* row, Vector256<double> a, Vector256<double> b)
    {
        (Vector256.Load(row) + a).Store(row);
        (Vector256.Load(row + 4) + b).Store(row + 4);
    }
}
