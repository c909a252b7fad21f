using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of every processor: tiles of 6 x 8 in 128-bit registers, so that 12 of the 16 that even the smallest set has hold sums,
/// two hold the right panel's line and one the left factor's value.
/// </summary>
/// <remarks>
/// Products are fused wherever the processor can, which is on every Arm processor and on every x64 one since 2013, and the
/// digits are then those of the other tiers. A processor without them rounds each product once more.
/// </remarks>
internal sealed unsafe partial class PortableTier : KernelTier
{
    private const int Lanes = 4;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("portable", "128-bit registers of any processor");

    /// <inheritdoc/>
    public override bool IsAvailable => true;

    /// <inheritdoc/>
    public override int Rows => 6;

    /// <inheritdoc/>
    public override int TransposedRows => 6;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    public override LineTransform Transform { get; } = new RegisterTransform<Lanes128>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column)
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
        }

        float* row0 = left[0];
        float* row1 = left[1];
        float* row2 = left[2];
        float* row3 = left[3];
        float* row4 = left[4];
        float* row5 = left[5];
        for (int run = 0; run < runs.Count; run++)
        {
            for (nint i = 0; i < runs.Length; i++)
            {
                Vector128<float> rightLow = Vector128.Load(right);
                Vector128<float> rightHigh = Vector128.Load(right + Lanes);
                Vector128<float> value = Vector128.Create(row0[i]);
                low0 = Vector128.MultiplyAddEstimate(value, rightLow, low0);
                high0 = Vector128.MultiplyAddEstimate(value, rightHigh, high0);
                value = Vector128.Create(row1[i]);
                low1 = Vector128.MultiplyAddEstimate(value, rightLow, low1);
                high1 = Vector128.MultiplyAddEstimate(value, rightHigh, high1);
                value = Vector128.Create(row2[i]);
                low2 = Vector128.MultiplyAddEstimate(value, rightLow, low2);
                high2 = Vector128.MultiplyAddEstimate(value, rightHigh, high2);
                value = Vector128.Create(row3[i]);
                low3 = Vector128.MultiplyAddEstimate(value, rightLow, low3);
                high3 = Vector128.MultiplyAddEstimate(value, rightHigh, high3);
                value = Vector128.Create(row4[i]);
                low4 = Vector128.MultiplyAddEstimate(value, rightLow, low4);
                high4 = Vector128.MultiplyAddEstimate(value, rightHigh, high4);
                value = Vector128.Create(row5[i]);
                low5 = Vector128.MultiplyAddEstimate(value, rightLow, low5);
                high5 = Vector128.MultiplyAddEstimate(value, rightHigh, high5);
                right += 2 * Lanes;
            }

            row0 += runs.Step;
            row1 += runs.Step;
            row2 += runs.Step;
            row3 += runs.Step;
            row4 += runs.Step;
            row5 += runs.Step;
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
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Rectified(Vector128<float> x, Vector128<float> slope) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), x, x * slope);
}
