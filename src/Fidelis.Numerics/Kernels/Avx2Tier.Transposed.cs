using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels;

/// <content>The product of a transposed left factor.</content>
internal sealed unsafe partial class Avx2Tier
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTransposedTile(
        TermRuns runs, float** lines, nint row, float* right, float* start, float* result, nint step)
    {
        Vector256<float> low0, low1, low2, low3, low4, low5;
        Vector256<float> high0, high1, high2, high3, high4, high5;
        if (start != null)
        {
            low0 = low1 = low2 = low3 = low4 = low5 = Vector256.Load(start);
            high0 = high1 = high2 = high3 = high4 = high5 = Vector256.Load(start + Lanes);
        }
        else
        {
            low0 = Vector256.Load(result);
            high0 = Vector256.Load(result + Lanes);
            low1 = Vector256.Load(result + step);
            high1 = Vector256.Load(result + step + Lanes);
            low2 = Vector256.Load(result + (2 * step));
            high2 = Vector256.Load(result + (2 * step) + Lanes);
            low3 = Vector256.Load(result + (3 * step));
            high3 = Vector256.Load(result + (3 * step) + Lanes);
            low4 = Vector256.Load(result + (4 * step));
            high4 = Vector256.Load(result + (4 * step) + Lanes);
            low5 = Vector256.Load(result + (5 * step));
            high5 = Vector256.Load(result + (5 * step) + Lanes);
        }

        for (int run = 0; run < runs.Count; run++)
        {
            float* left = lines[run] + row;
            for (int i = 0; i < runs.Length; i++)
            {
                Vector256<float> rightLow = Vector256.Load(right);
                Vector256<float> rightHigh = Vector256.Load(right + Lanes);
                Vector256<float> value = Vector256.Create(left[0]);
                low0 = Vector256.FusedMultiplyAdd(value, rightLow, low0);
                high0 = Vector256.FusedMultiplyAdd(value, rightHigh, high0);
                value = Vector256.Create(left[1]);
                low1 = Vector256.FusedMultiplyAdd(value, rightLow, low1);
                high1 = Vector256.FusedMultiplyAdd(value, rightHigh, high1);
                value = Vector256.Create(left[2]);
                low2 = Vector256.FusedMultiplyAdd(value, rightLow, low2);
                high2 = Vector256.FusedMultiplyAdd(value, rightHigh, high2);
                value = Vector256.Create(left[3]);
                low3 = Vector256.FusedMultiplyAdd(value, rightLow, low3);
                high3 = Vector256.FusedMultiplyAdd(value, rightHigh, high3);
                value = Vector256.Create(left[4]);
                low4 = Vector256.FusedMultiplyAdd(value, rightLow, low4);
                high4 = Vector256.FusedMultiplyAdd(value, rightHigh, high4);
                value = Vector256.Create(left[5]);
                low5 = Vector256.FusedMultiplyAdd(value, rightLow, low5);
                high5 = Vector256.FusedMultiplyAdd(value, rightHigh, high5);
                left += runs.Step;
                right += 2 * Lanes;
            }
        }

        low0.Store(result);
        high0.Store(result + Lanes);
        low1.Store(result + step);
        high1.Store(result + step + Lanes);
        low2.Store(result + (2 * step));
        high2.Store(result + (2 * step) + Lanes);
        low3.Store(result + (3 * step));
        high3.Store(result + (3 * step) + Lanes);
        low4.Store(result + (4 * step));
        high4.Store(result + (4 * step) + Lanes);
        low5.Store(result + (5 * step));
        high5.Store(result + (5 * step) + Lanes);
    }
}
