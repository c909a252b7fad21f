using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Statistics;

/// <summary>Squared Euclidean norms of float32 rows in float64. The order of the sums depends on the length alone.</summary>
internal static class SquaredNorm
{
    /// <summary>Computes ‖x‖².</summary>
    /// <param name="row">The row <c>[d]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<float> row)
    {
        ref float values = ref MemoryMarshal.GetReference(row);
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = sum0;
        int i = 0;
        for (; i + Vector512<float>.Count <= row.Length; i += Vector512<float>.Count)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.LoadUnsafe(ref values, (nuint)i));
            sum0 += low * low;
            sum1 += high * high;
        }

        double sum = Vector512.Sum(sum0 + sum1);
        for (; i < row.Length; i++)
        {
            sum += (double)row[i] * row[i];
        }

        return sum;
    }
}
