using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>A tile of 12 x 16 in 24 of the 32 registers of 512 bits.</summary>
internal readonly unsafe struct ProductTile512 : IProductTile
{
    /// <inheritdoc/>
    public static int Rows => 12;

    /// <inheritdoc/>
    public static int Columns => 16;

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(int depth, double* left, double* right, double* destination, nint stride)
    {
        Vector512<double> sum0a = Vector512<double>.Zero, sum0b = Vector512<double>.Zero;
        Vector512<double> sum1a = Vector512<double>.Zero, sum1b = Vector512<double>.Zero;
        Vector512<double> sum2a = Vector512<double>.Zero, sum2b = Vector512<double>.Zero;
        Vector512<double> sum3a = Vector512<double>.Zero, sum3b = Vector512<double>.Zero;
        Vector512<double> sum4a = Vector512<double>.Zero, sum4b = Vector512<double>.Zero;
        Vector512<double> sum5a = Vector512<double>.Zero, sum5b = Vector512<double>.Zero;
        Vector512<double> sum6a = Vector512<double>.Zero, sum6b = Vector512<double>.Zero;
        Vector512<double> sum7a = Vector512<double>.Zero, sum7b = Vector512<double>.Zero;
        Vector512<double> sum8a = Vector512<double>.Zero, sum8b = Vector512<double>.Zero;
        Vector512<double> sum9a = Vector512<double>.Zero, sum9b = Vector512<double>.Zero;
        Vector512<double> sum10a = Vector512<double>.Zero, sum10b = Vector512<double>.Zero;
        Vector512<double> sum11a = Vector512<double>.Zero, sum11b = Vector512<double>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<double> a = Vector512.Load(right);
            Vector512<double> b = Vector512.Load(right + 8);
            Vector512<double> row0 = Vector512.Create(left[0]);
            sum0a = Vector512.MultiplyAddEstimate(row0, a, sum0a);
            sum0b = Vector512.MultiplyAddEstimate(row0, b, sum0b);
            Vector512<double> row1 = Vector512.Create(left[1]);
            sum1a = Vector512.MultiplyAddEstimate(row1, a, sum1a);
            sum1b = Vector512.MultiplyAddEstimate(row1, b, sum1b);
            Vector512<double> row2 = Vector512.Create(left[2]);
            sum2a = Vector512.MultiplyAddEstimate(row2, a, sum2a);
            sum2b = Vector512.MultiplyAddEstimate(row2, b, sum2b);
            Vector512<double> row3 = Vector512.Create(left[3]);
            sum3a = Vector512.MultiplyAddEstimate(row3, a, sum3a);
            sum3b = Vector512.MultiplyAddEstimate(row3, b, sum3b);
            Vector512<double> row4 = Vector512.Create(left[4]);
            sum4a = Vector512.MultiplyAddEstimate(row4, a, sum4a);
            sum4b = Vector512.MultiplyAddEstimate(row4, b, sum4b);
            Vector512<double> row5 = Vector512.Create(left[5]);
            sum5a = Vector512.MultiplyAddEstimate(row5, a, sum5a);
            sum5b = Vector512.MultiplyAddEstimate(row5, b, sum5b);
            Vector512<double> row6 = Vector512.Create(left[6]);
            sum6a = Vector512.MultiplyAddEstimate(row6, a, sum6a);
            sum6b = Vector512.MultiplyAddEstimate(row6, b, sum6b);
            Vector512<double> row7 = Vector512.Create(left[7]);
            sum7a = Vector512.MultiplyAddEstimate(row7, a, sum7a);
            sum7b = Vector512.MultiplyAddEstimate(row7, b, sum7b);
            Vector512<double> row8 = Vector512.Create(left[8]);
            sum8a = Vector512.MultiplyAddEstimate(row8, a, sum8a);
            sum8b = Vector512.MultiplyAddEstimate(row8, b, sum8b);
            Vector512<double> row9 = Vector512.Create(left[9]);
            sum9a = Vector512.MultiplyAddEstimate(row9, a, sum9a);
            sum9b = Vector512.MultiplyAddEstimate(row9, b, sum9b);
            Vector512<double> row10 = Vector512.Create(left[10]);
            sum10a = Vector512.MultiplyAddEstimate(row10, a, sum10a);
            sum10b = Vector512.MultiplyAddEstimate(row10, b, sum10b);
            Vector512<double> row11 = Vector512.Create(left[11]);
            sum11a = Vector512.MultiplyAddEstimate(row11, a, sum11a);
            sum11b = Vector512.MultiplyAddEstimate(row11, b, sum11b);
            left += Rows;
            right += Columns;
        }

        Add(destination, sum0a, sum0b);
        Add(destination + stride, sum1a, sum1b);
        Add(destination + (2 * stride), sum2a, sum2b);
        Add(destination + (3 * stride), sum3a, sum3b);
        Add(destination + (4 * stride), sum4a, sum4b);
        Add(destination + (5 * stride), sum5a, sum5b);
        Add(destination + (6 * stride), sum6a, sum6b);
        Add(destination + (7 * stride), sum7a, sum7b);
        Add(destination + (8 * stride), sum8a, sum8b);
        Add(destination + (9 * stride), sum9a, sum9b);
        Add(destination + (10 * stride), sum10a, sum10b);
        Add(destination + (11 * stride), sum11a, sum11b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(double* row, Vector512<double> a, Vector512<double> b)
    {
        (Vector512.Load(row) + a).Store(row);
        (Vector512.Load(row + 8) + b).Store(row + 8);
    }
}
