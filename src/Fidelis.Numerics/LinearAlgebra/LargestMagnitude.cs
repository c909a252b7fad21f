using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fidelis.Numerics.LinearAlgebra;

/// <summary>The largest absolute value of many, which also tells whether all are finite.</summary>
public static class LargestMagnitude
{
    /// <summary>Finds it.</summary>
    /// <typeparam name="T">float32 or float64.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>The largest absolute value: 0 where there are none, NaN where one is NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> largest = Vector<T>.Zero;
        int i = 0;
        for (; i + Vector<T>.Count <= values.Length; i += Vector<T>.Count)
        {
            largest = Vector.Max(largest, Vector.Abs(new Vector<T>(values[i..])));
        }

        T last = T.Zero;
        for (; i < values.Length; i++)
        {
            last = T.Max(last, T.Abs(values[i]));
        }

        for (int lane = 0; lane < Vector<T>.Count; lane++)
        {
            last = T.Max(last, largest[lane]);
        }

        return last;
    }
}
