using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Memory;

namespace Fidelis.Statistics.Neighbours;

/// <summary>Squared Euclidean distances of float32 rows in float64: the arithmetic that decides.</summary>
/// <remarks>
/// The differences are exact or rounded once, so that equal rows are at distance 0, and exchanging the rows changes no digit. The order of
/// the sums depends on d alone.
/// </remarks>
internal static class SquaredDistance
{
    /// <summary>Computes ‖a - b‖².</summary>
    /// <param name="a">A row <c>[d]</c>.</param>
    /// <param name="b">Another of the same length.</param>
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Of(a, b, b);

    /// <summary>Computes ‖a - b‖², and has a row brought near meanwhile: those of a large set come one by one from far away, which takes twice as long as the arithmetic.</summary>
    /// <param name="a">A row <c>[d]</c>.</param>
    /// <param name="b">Another of the same length.</param>
    /// <param name="next">The row that is asked for next, of the same length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> next)
    {
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        ref float soon = ref MemoryMarshal.GetReference(next);
        Vector512<double> sum0 = Vector512<double>.Zero;
        Vector512<double> sum1 = sum0;
        int i = 0;
        for (; i + Vector512<float>.Count <= a.Length; i += Vector512<float>.Count)
        {
            CacheLine.Fetch(ref Unsafe.Add(ref soon, i));
            (Vector512<double> left0, Vector512<double> left1) = Vector512.Widen(Vector512.LoadUnsafe(ref left, (nuint)i));
            (Vector512<double> right0, Vector512<double> right1) = Vector512.Widen(Vector512.LoadUnsafe(ref right, (nuint)i));
            Vector512<double> difference0 = left0 - right0;
            Vector512<double> difference1 = left1 - right1;
            sum0 += difference0 * difference0;
            sum1 += difference1 * difference1;
        }

        double sum = Vector512.Sum(sum0 + sum1);
        for (; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
