using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of every processor: tiles of 6 x 8 in 128-bit registers, so that 12 of the 16 that even the smallest set has hold sums,
/// two hold the right panel's line and one the left factor's value.
/// </summary>
/// <remarks>
/// Products are fused wherever the processor can, which is on every Arm processor and on every x64 one since 2013, and the
/// digits are then those of the other tiers. A processor without them rounds each product once more.
/// </remarks>
internal sealed unsafe class PortableTier : KernelTier
{
    private const int Lanes = 4;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("portable", "128-bit registers of any processor");

    /// <inheritdoc/>
    public override bool IsAvailable => true;

    /// <inheritdoc/>
    public override int Rows => 6;

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
        Vector128<float> low0, low1, low2, low3, low4, low5;
        Vector128<float> high0, high1, high2, high3, high4, high5;
        if (start != null)
        {
            low0 = low1 = low2 = low3 = low4 = low5 = Vector128.Load(start);
            high0 = high1 = high2 = high3 = high4 = high5 = Vector128.Load(start + Lanes);
        }
        else
        {
            low0 = Vector128.Load(rows[0] + column);
            high0 = Vector128.Load(rows[0] + column + Lanes);
            low1 = Vector128.Load(rows[1] + column);
            high1 = Vector128.Load(rows[1] + column + Lanes);
            low2 = Vector128.Load(rows[2] + column);
            high2 = Vector128.Load(rows[2] + column + Lanes);
            low3 = Vector128.Load(rows[3] + column);
            high3 = Vector128.Load(rows[3] + column + Lanes);
            low4 = Vector128.Load(rows[4] + column);
            high4 = Vector128.Load(rows[4] + column + Lanes);
            low5 = Vector128.Load(rows[5] + column);
            high5 = Vector128.Load(rows[5] + column + Lanes);
        }

        for (int term = 0; term < termCount; term++)
        {
            Vector128<float> rightLow = Vector128.Load(right);
            Vector128<float> rightHigh = Vector128.Load(right + Lanes);
            Vector128<float> value = Vector128.Create(left[0]);
            low0 = Vector128.MultiplyAddEstimate(value, rightLow, low0);
            high0 = Vector128.MultiplyAddEstimate(value, rightHigh, high0);
            value = Vector128.Create(left[TLayout.RowStep]);
            low1 = Vector128.MultiplyAddEstimate(value, rightLow, low1);
            high1 = Vector128.MultiplyAddEstimate(value, rightHigh, high1);
            value = Vector128.Create(left[2 * TLayout.RowStep]);
            low2 = Vector128.MultiplyAddEstimate(value, rightLow, low2);
            high2 = Vector128.MultiplyAddEstimate(value, rightHigh, high2);
            value = Vector128.Create(left[3 * TLayout.RowStep]);
            low3 = Vector128.MultiplyAddEstimate(value, rightLow, low3);
            high3 = Vector128.MultiplyAddEstimate(value, rightHigh, high3);
            value = Vector128.Create(left[4 * TLayout.RowStep]);
            low4 = Vector128.MultiplyAddEstimate(value, rightLow, low4);
            high4 = Vector128.MultiplyAddEstimate(value, rightHigh, high4);
            value = Vector128.Create(left[5 * TLayout.RowStep]);
            low5 = Vector128.MultiplyAddEstimate(value, rightLow, low5);
            high5 = Vector128.MultiplyAddEstimate(value, rightHigh, high5);
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
    }
}
