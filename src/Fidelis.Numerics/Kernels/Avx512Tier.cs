using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of AVX-512: tiles of 12 x 32, so that 24 of the 32 registers hold sums, two hold the right panel's line and one the
/// left factor's value. Each term costs 14 loads for 24 products, well under the two loads for each two products in a cycle that the
/// processors sustain.
/// </summary>
internal sealed unsafe class Avx512Tier : KernelTier
{
    private const int Lanes = 16;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("avx512", "AVX-512, 512-bit registers, fused products");

    /// <inheritdoc/>
    public override bool IsAvailable => Avx512F.IsSupported;

    /// <inheritdoc/>
    public override int Rows => 12;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    protected override void MultiplyByRows(int termCount, float* left, float* right, float* start, float** rows, nint column) =>
        Multiply<ILeftLayout.ByRows>(termCount, left, right, start, rows, column);

    /// <inheritdoc/>
    protected override void MultiplyByTerms(int termCount, float* left, float* right, float* start, float** rows, nint column) =>
        Multiply<ILeftLayout.ByTerms>(termCount, left, right, start, rows, column);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TLayout>(int termCount, float* left, float* right, float* start, float** rows, nint column)
        where TLayout : struct, ILeftLayout
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
            low0 = Vector512.Load(rows[0] + column);
            high0 = Vector512.Load(rows[0] + column + Lanes);
            low1 = Vector512.Load(rows[1] + column);
            high1 = Vector512.Load(rows[1] + column + Lanes);
            low2 = Vector512.Load(rows[2] + column);
            high2 = Vector512.Load(rows[2] + column + Lanes);
            low3 = Vector512.Load(rows[3] + column);
            high3 = Vector512.Load(rows[3] + column + Lanes);
            low4 = Vector512.Load(rows[4] + column);
            high4 = Vector512.Load(rows[4] + column + Lanes);
            low5 = Vector512.Load(rows[5] + column);
            high5 = Vector512.Load(rows[5] + column + Lanes);
            low6 = Vector512.Load(rows[6] + column);
            high6 = Vector512.Load(rows[6] + column + Lanes);
            low7 = Vector512.Load(rows[7] + column);
            high7 = Vector512.Load(rows[7] + column + Lanes);
            low8 = Vector512.Load(rows[8] + column);
            high8 = Vector512.Load(rows[8] + column + Lanes);
            low9 = Vector512.Load(rows[9] + column);
            high9 = Vector512.Load(rows[9] + column + Lanes);
            low10 = Vector512.Load(rows[10] + column);
            high10 = Vector512.Load(rows[10] + column + Lanes);
            low11 = Vector512.Load(rows[11] + column);
            high11 = Vector512.Load(rows[11] + column + Lanes);
        }

        for (int term = 0; term < termCount; term++)
        {
            Vector512<float> rightLow = Vector512.Load(right);
            Vector512<float> rightHigh = Vector512.Load(right + Lanes);
            Vector512<float> value = Vector512.Create(left[0]);
            low0 = Vector512.FusedMultiplyAdd(value, rightLow, low0);
            high0 = Vector512.FusedMultiplyAdd(value, rightHigh, high0);
            value = Vector512.Create(left[TLayout.RowStep]);
            low1 = Vector512.FusedMultiplyAdd(value, rightLow, low1);
            high1 = Vector512.FusedMultiplyAdd(value, rightHigh, high1);
            value = Vector512.Create(left[2 * TLayout.RowStep]);
            low2 = Vector512.FusedMultiplyAdd(value, rightLow, low2);
            high2 = Vector512.FusedMultiplyAdd(value, rightHigh, high2);
            value = Vector512.Create(left[3 * TLayout.RowStep]);
            low3 = Vector512.FusedMultiplyAdd(value, rightLow, low3);
            high3 = Vector512.FusedMultiplyAdd(value, rightHigh, high3);
            value = Vector512.Create(left[4 * TLayout.RowStep]);
            low4 = Vector512.FusedMultiplyAdd(value, rightLow, low4);
            high4 = Vector512.FusedMultiplyAdd(value, rightHigh, high4);
            value = Vector512.Create(left[5 * TLayout.RowStep]);
            low5 = Vector512.FusedMultiplyAdd(value, rightLow, low5);
            high5 = Vector512.FusedMultiplyAdd(value, rightHigh, high5);
            value = Vector512.Create(left[6 * TLayout.RowStep]);
            low6 = Vector512.FusedMultiplyAdd(value, rightLow, low6);
            high6 = Vector512.FusedMultiplyAdd(value, rightHigh, high6);
            value = Vector512.Create(left[7 * TLayout.RowStep]);
            low7 = Vector512.FusedMultiplyAdd(value, rightLow, low7);
            high7 = Vector512.FusedMultiplyAdd(value, rightHigh, high7);
            value = Vector512.Create(left[8 * TLayout.RowStep]);
            low8 = Vector512.FusedMultiplyAdd(value, rightLow, low8);
            high8 = Vector512.FusedMultiplyAdd(value, rightHigh, high8);
            value = Vector512.Create(left[9 * TLayout.RowStep]);
            low9 = Vector512.FusedMultiplyAdd(value, rightLow, low9);
            high9 = Vector512.FusedMultiplyAdd(value, rightHigh, high9);
            value = Vector512.Create(left[10 * TLayout.RowStep]);
            low10 = Vector512.FusedMultiplyAdd(value, rightLow, low10);
            high10 = Vector512.FusedMultiplyAdd(value, rightHigh, high10);
            value = Vector512.Create(left[11 * TLayout.RowStep]);
            low11 = Vector512.FusedMultiplyAdd(value, rightLow, low11);
            high11 = Vector512.FusedMultiplyAdd(value, rightHigh, high11);
            left += TLayout.TermStep;
            right += 2 * Lanes;
        }

        low0.Store(rows[0] + column);
        high0.Store(rows[0] + column + Lanes);
        low1.Store(rows[1] + column);
        high1.Store(rows[1] + column + Lanes);
        low2.Store(rows[2] + column);
        high2.Store(rows[2] + column + Lanes);
        low3.Store(rows[3] + column);
        high3.Store(rows[3] + column + Lanes);
        low4.Store(rows[4] + column);
        high4.Store(rows[4] + column + Lanes);
        low5.Store(rows[5] + column);
        high5.Store(rows[5] + column + Lanes);
        low6.Store(rows[6] + column);
        high6.Store(rows[6] + column + Lanes);
        low7.Store(rows[7] + column);
        high7.Store(rows[7] + column + Lanes);
        low8.Store(rows[8] + column);
        high8.Store(rows[8] + column + Lanes);
        low9.Store(rows[9] + column);
        high9.Store(rows[9] + column + Lanes);
        low10.Store(rows[10] + column);
        high10.Store(rows[10] + column + Lanes);
        low11.Store(rows[11] + column);
        high11.Store(rows[11] + column + Lanes);
    }
}
