using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of 64-bit Arm processors: tiles of 12 x 8 in 128-bit registers, so that 24 of the 32 hold sums. A product takes one of its
/// factors from a single lane, so that values of the left factor need not be spread.
/// </summary>
/// <remarks>
/// Cores that begin four products in a cycle and end each after four keep 16 in flight, more than the 12 sums of
/// <see cref="PortableTier"/>. A term costs 14 loads for 24 products, or 5 where the left factor lies transposed.
/// </remarks>
internal sealed unsafe partial class NeonTier : KernelTier
{
    private const int Lanes = 4;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("neon", "Neon of 64-bit Arm, 32 registers of 128 bits, fused products");

    /// <inheritdoc/>
    public override bool IsAvailable => AdvSimd.Arm64.IsSupported;

    /// <inheritdoc/>
    public override int Rows => 12;

    /// <inheritdoc/>
    public override int TransposedRows => 12;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    public override LineTransform Transform { get; } = new RegisterTransform<Lanes128>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column)
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
            low0 = Vector128.Load(result[0] + column);
            high0 = Vector128.Load(result[0] + column + Lanes);
            low1 = Vector128.Load(result[1] + column);
            high1 = Vector128.Load(result[1] + column + Lanes);
            low2 = Vector128.Load(result[2] + column);
            high2 = Vector128.Load(result[2] + column + Lanes);
            low3 = Vector128.Load(result[3] + column);
            high3 = Vector128.Load(result[3] + column + Lanes);
            low4 = Vector128.Load(result[4] + column);
            high4 = Vector128.Load(result[4] + column + Lanes);
            low5 = Vector128.Load(result[5] + column);
            high5 = Vector128.Load(result[5] + column + Lanes);
            low6 = Vector128.Load(result[6] + column);
            high6 = Vector128.Load(result[6] + column + Lanes);
            low7 = Vector128.Load(result[7] + column);
            high7 = Vector128.Load(result[7] + column + Lanes);
            low8 = Vector128.Load(result[8] + column);
            high8 = Vector128.Load(result[8] + column + Lanes);
            low9 = Vector128.Load(result[9] + column);
            high9 = Vector128.Load(result[9] + column + Lanes);
            low10 = Vector128.Load(result[10] + column);
            high10 = Vector128.Load(result[10] + column + Lanes);
            low11 = Vector128.Load(result[11] + column);
            high11 = Vector128.Load(result[11] + column + Lanes);
        }

        float* row0 = left[0];
        float* row1 = left[1];
        float* row2 = left[2];
        float* row3 = left[3];
        float* row4 = left[4];
        float* row5 = left[5];
        float* row6 = left[6];
        float* row7 = left[7];
        float* row8 = left[8];
        float* row9 = left[9];
        float* row10 = left[10];
        float* row11 = left[11];
        for (int run = 0; run < runs.Count; run++)
        {
            for (nint i = 0; i < runs.Length; i++)
            {
                Vector128<float> rightLow = Vector128.Load(right);
                Vector128<float> rightHigh = Vector128.Load(right + Lanes);
                Vector128<float> value = Vector128.CreateScalarUnsafe(row0[i]);
                low0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low0, rightLow, value, 0);
                high0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high0, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row1[i]);
                low1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low1, rightLow, value, 0);
                high1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high1, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row2[i]);
                low2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low2, rightLow, value, 0);
                high2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high2, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row3[i]);
                low3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low3, rightLow, value, 0);
                high3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high3, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row4[i]);
                low4 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low4, rightLow, value, 0);
                high4 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high4, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row5[i]);
                low5 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low5, rightLow, value, 0);
                high5 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high5, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row6[i]);
                low6 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low6, rightLow, value, 0);
                high6 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high6, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row7[i]);
                low7 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low7, rightLow, value, 0);
                high7 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high7, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row8[i]);
                low8 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low8, rightLow, value, 0);
                high8 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high8, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row9[i]);
                low9 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low9, rightLow, value, 0);
                high9 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high9, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row10[i]);
                low10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low10, rightLow, value, 0);
                high10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high10, rightHigh, value, 0);
                value = Vector128.CreateScalarUnsafe(row11[i]);
                low11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(low11, rightLow, value, 0);
                high11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(high11, rightHigh, value, 0);
                right += 2 * Lanes;
            }

            row0 += runs.Step;
            row1 += runs.Step;
            row2 += runs.Step;
            row3 += runs.Step;
            row4 += runs.Step;
            row5 += runs.Step;
            row6 += runs.Step;
            row7 += runs.Step;
            row8 += runs.Step;
            row9 += runs.Step;
            row10 += runs.Step;
            row11 += runs.Step;
        }

        if (slope != 1)
        {
            Vector128<float> factor = Vector128.Create(slope);
            low0 = Rectified(low0, factor);
            high0 = Rectified(high0, factor);
            low1 = Rectified(low1, factor);
            high1 = Rectified(high1, factor);
            low2 = Rectified(low2, factor);
            high2 = Rectified(high2, factor);
            low3 = Rectified(low3, factor);
            high3 = Rectified(high3, factor);
            low4 = Rectified(low4, factor);
            high4 = Rectified(high4, factor);
            low5 = Rectified(low5, factor);
            high5 = Rectified(high5, factor);
            low6 = Rectified(low6, factor);
            high6 = Rectified(high6, factor);
            low7 = Rectified(low7, factor);
            high7 = Rectified(high7, factor);
            low8 = Rectified(low8, factor);
            high8 = Rectified(high8, factor);
            low9 = Rectified(low9, factor);
            high9 = Rectified(high9, factor);
            low10 = Rectified(low10, factor);
            high10 = Rectified(high10, factor);
            low11 = Rectified(low11, factor);
            high11 = Rectified(high11, factor);
        }

        low0.Store(result[0] + column);
        high0.Store(result[0] + column + Lanes);
        low1.Store(result[1] + column);
        high1.Store(result[1] + column + Lanes);
        low2.Store(result[2] + column);
        high2.Store(result[2] + column + Lanes);
        low3.Store(result[3] + column);
        high3.Store(result[3] + column + Lanes);
        low4.Store(result[4] + column);
        high4.Store(result[4] + column + Lanes);
        low5.Store(result[5] + column);
        high5.Store(result[5] + column + Lanes);
        low6.Store(result[6] + column);
        high6.Store(result[6] + column + Lanes);
        low7.Store(result[7] + column);
        high7.Store(result[7] + column + Lanes);
        low8.Store(result[8] + column);
        high8.Store(result[8] + column + Lanes);
        low9.Store(result[9] + column);
        high9.Store(result[9] + column + Lanes);
        low10.Store(result[10] + column);
        high10.Store(result[10] + column + Lanes);
        low11.Store(result[11] + column);
        high11.Store(result[11] + column + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Rectified(Vector128<float> x, Vector128<float> slope) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), x, x * slope);
}
