using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels;

/// <content>The product of a transposed left factor.</content>
internal unsafe partial class Avx512Tier
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTransposedTile(
        TermRuns runs, float** lines, nint row, float* right, float* start, float* result, nint step)
    {
        Vector512<float> low0, low1, low2, low3, low4, low5, low6, low7, low8, low9, low10, low11;
        Vector512<float> high0, high1, high2, high3, high4, high5, high6, high7, high8, high9, high10, high11;
        if (start != null)
        {
            low0 = low1 = low2 = low3 = low4 = low5 = low6 = low7 = low8 = low9 = low10 = low11 = Vector512.Load(start);
            high0 = high1 = high2 = high3 = high4 = high5 = high6 = high7 = high8 = high9 = high10 = high11 = Vector512.Load(start + Lanes);
        }
        else
        {
            low0 = Vector512.Load(result);
            high0 = Vector512.Load(result + Lanes);
            low1 = Vector512.Load(result + step);
            high1 = Vector512.Load(result + step + Lanes);
            low2 = Vector512.Load(result + (2 * step));
            high2 = Vector512.Load(result + (2 * step) + Lanes);
            low3 = Vector512.Load(result + (3 * step));
            high3 = Vector512.Load(result + (3 * step) + Lanes);
            low4 = Vector512.Load(result + (4 * step));
            high4 = Vector512.Load(result + (4 * step) + Lanes);
            low5 = Vector512.Load(result + (5 * step));
            high5 = Vector512.Load(result + (5 * step) + Lanes);
            low6 = Vector512.Load(result + (6 * step));
            high6 = Vector512.Load(result + (6 * step) + Lanes);
            low7 = Vector512.Load(result + (7 * step));
            high7 = Vector512.Load(result + (7 * step) + Lanes);
            low8 = Vector512.Load(result + (8 * step));
            high8 = Vector512.Load(result + (8 * step) + Lanes);
            low9 = Vector512.Load(result + (9 * step));
            high9 = Vector512.Load(result + (9 * step) + Lanes);
            low10 = Vector512.Load(result + (10 * step));
            high10 = Vector512.Load(result + (10 * step) + Lanes);
            low11 = Vector512.Load(result + (11 * step));
            high11 = Vector512.Load(result + (11 * step) + Lanes);
        }

        for (int run = 0; run < runs.Count; run++)
        {
            float* left = lines[run] + row;
            for (int i = 0; i < runs.Length; i++)
            {
                Vector512<float> rightLow = Vector512.Load(right);
                Vector512<float> rightHigh = Vector512.Load(right + Lanes);
                Vector512<float> value = Vector512.Create(left[0]);
                low0 = Vector512.FusedMultiplyAdd(value, rightLow, low0);
                high0 = Vector512.FusedMultiplyAdd(value, rightHigh, high0);
                value = Vector512.Create(left[1]);
                low1 = Vector512.FusedMultiplyAdd(value, rightLow, low1);
                high1 = Vector512.FusedMultiplyAdd(value, rightHigh, high1);
                value = Vector512.Create(left[2]);
                low2 = Vector512.FusedMultiplyAdd(value, rightLow, low2);
                high2 = Vector512.FusedMultiplyAdd(value, rightHigh, high2);
                value = Vector512.Create(left[3]);
                low3 = Vector512.FusedMultiplyAdd(value, rightLow, low3);
                high3 = Vector512.FusedMultiplyAdd(value, rightHigh, high3);
                value = Vector512.Create(left[4]);
                low4 = Vector512.FusedMultiplyAdd(value, rightLow, low4);
                high4 = Vector512.FusedMultiplyAdd(value, rightHigh, high4);
                value = Vector512.Create(left[5]);
                low5 = Vector512.FusedMultiplyAdd(value, rightLow, low5);
                high5 = Vector512.FusedMultiplyAdd(value, rightHigh, high5);
                value = Vector512.Create(left[6]);
                low6 = Vector512.FusedMultiplyAdd(value, rightLow, low6);
                high6 = Vector512.FusedMultiplyAdd(value, rightHigh, high6);
                value = Vector512.Create(left[7]);
                low7 = Vector512.FusedMultiplyAdd(value, rightLow, low7);
                high7 = Vector512.FusedMultiplyAdd(value, rightHigh, high7);
                value = Vector512.Create(left[8]);
                low8 = Vector512.FusedMultiplyAdd(value, rightLow, low8);
                high8 = Vector512.FusedMultiplyAdd(value, rightHigh, high8);
                value = Vector512.Create(left[9]);
                low9 = Vector512.FusedMultiplyAdd(value, rightLow, low9);
                high9 = Vector512.FusedMultiplyAdd(value, rightHigh, high9);
                value = Vector512.Create(left[10]);
                low10 = Vector512.FusedMultiplyAdd(value, rightLow, low10);
                high10 = Vector512.FusedMultiplyAdd(value, rightHigh, high10);
                value = Vector512.Create(left[11]);
                low11 = Vector512.FusedMultiplyAdd(value, rightLow, low11);
                high11 = Vector512.FusedMultiplyAdd(value, rightHigh, high11);
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
        low6.Store(result + (6 * step));
        high6.Store(result + (6 * step) + Lanes);
        low7.Store(result + (7 * step));
        high7.Store(result + (7 * step) + Lanes);
        low8.Store(result + (8 * step));
        high8.Store(result + (8 * step) + Lanes);
        low9.Store(result + (9 * step));
        high9.Store(result + (9 * step) + Lanes);
        low10.Store(result + (10 * step));
        high10.Store(result + (10 * step) + Lanes);
        low11.Store(result + (11 * step));
        high11.Store(result + (11 * step) + Lanes);
    }
}
