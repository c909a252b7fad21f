using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Fidelis.Numerics.Kernels;

/// <content>The product of a transposed left factor.</content>
internal sealed unsafe partial class NeonTier
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTransposedTile(
        TermRuns runs, float** lines, nint row, float* right, float* start, float* result, nint step)
    {
        Vector128<float> low0, low1, low2, low3, low4, low5, low6, low7, low8, low9, low10, low11;
        Vector128<float> high0, high1, high2, high3, high4, high5, high6, high7, high8, high9, high10, high11;
        if (start != null)
        {
            low0 = low1 = low2 = low3 = low4 = low5 = low6 = low7 = low8 = low9 = low10 = low11 = Vector128.Load(start);
            high0 = high1 = high2 = high3 = high4 = high5 = high6 = high7 = high8 = high9 = high10 = high11 = Vector128.Load(start + Lanes);
        }
        else
        {
            low0 = Vector128.Load(result);
            high0 = Vector128.Load(result + Lanes);
            low1 = Vector128.Load(result + step);
            high1 = Vector128.Load(result + step + Lanes);
            low2 = Vector128.Load(result + (2 * step));
            high2 = Vector128.Load(result + (2 * step) + Lanes);
            low3 = Vector128.Load(result + (3 * step));
            high3 = Vector128.Load(result + (3 * step) + Lanes);
            low4 = Vector128.Load(result + (4 * step));
            high4 = Vector128.Load(result + (4 * step) + Lanes);
            low5 = Vector128.Load(result + (5 * step));
            high5 = Vector128.Load(result + (5 * step) + Lanes);
            low6 = Vector128.Load(result + (6 * step));
            high6 = Vector128.Load(result + (6 * step) + Lanes);
            low7 = Vector128.Load(result + (7 * step));
            high7 = Vector128.Load(result + (7 * step) + Lanes);
            low8 = Vector128.Load(result + (8 * step));
            high8 = Vector128.Load(result + (8 * step) + Lanes);
            low9 = Vector128.Load(result + (9 * step));
            high9 = Vector128.Load(result + (9 * step) + Lanes);
            low10 = Vector128.Load(result + (10 * step));
            high10 = Vector128.Load(result + (10 * step) + Lanes);
            low11 = Vector128.Load(result + (11 * step));
            high11 = Vector128.Load(result + (11 * step) + Lanes);
        }

        for (int run = 0; run < runs.Count; run++)
        {
            float* left = lines[run] + row;
            for (int i = 0; i < runs.Length; i++)
            {
                Vector128<float> rightLow = Vector128.Load(right);
                Vector128<float> rightHigh = Vector128.Load(right + Lanes);
                Vector128<float> values = Vector128.Load(left);
                low0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low0, rightLow, values, 0);
                high0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high0, rightHigh, values, 0);
                low1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low1, rightLow, values, 1);
                high1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high1, rightHigh, values, 1);
                low2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low2, rightLow, values, 2);
                high2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high2, rightHigh, values, 2);
                low3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low3, rightLow, values, 3);
                high3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high3, rightHigh, values, 3);
                values = Vector128.Load(left + Lanes);
                low4 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low4, rightLow, values, 0);
                high4 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high4, rightHigh, values, 0);
                low5 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low5, rightLow, values, 1);
                high5 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high5, rightHigh, values, 1);
                low6 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low6, rightLow, values, 2);
                high6 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high6, rightHigh, values, 2);
                low7 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low7, rightLow, values, 3);
                high7 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high7, rightHigh, values, 3);
                values = Vector128.Load(left + (2 * Lanes));
                low8 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low8, rightLow, values, 0);
                high8 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high8, rightHigh, values, 0);
                low9 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low9, rightLow, values, 1);
                high9 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high9, rightHigh, values, 1);
                low10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low10, rightLow, values, 2);
                high10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high10, rightHigh, values, 2);
                low11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low11, rightLow, values, 3);
                high11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high11, rightHigh, values, 3);
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
