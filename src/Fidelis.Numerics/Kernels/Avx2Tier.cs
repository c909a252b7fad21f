using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Fidelis.Numerics.Kernels.CookToom;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of x64 processors without AVX-512: tiles of 6 x 16 in 256-bit registers, so that 12 of the 16 hold sums, two hold the right
/// panel's line and one the left factor's value.
/// </summary>
/// <remarks>
/// A term costs 8 loads for 12 products, no more than the two loads for each two products in a cycle that the processors sustain. Tiles
/// of 4 x 24 take 7, which gains nothing, and their panels do not divide the 32, 64 or 128 channels of a layer.
/// </remarks>
internal sealed unsafe partial class Avx2Tier : KernelTier
{
    private const int Lanes = 8;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("avx2", "AVX2, 256-bit registers, fused products");

    /// <inheritdoc/>
    public override bool IsAvailable => Avx2.IsSupported && Fma.IsSupported;

    /// <inheritdoc/>
    public override int Rows => 6;

    /// <inheritdoc/>
    public override int TransposedRows => 6;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    public override LineTransform Transform { get; } = new RegisterTransform<Lanes256>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column)
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
            low0 = Vector256.Load(result[0] + column);
            high0 = Vector256.Load(result[0] + column + Lanes);
            low1 = Vector256.Load(result[1] + column);
            high1 = Vector256.Load(result[1] + column + Lanes);
            low2 = Vector256.Load(result[2] + column);
            high2 = Vector256.Load(result[2] + column + Lanes);
            low3 = Vector256.Load(result[3] + column);
            high3 = Vector256.Load(result[3] + column + Lanes);
            low4 = Vector256.Load(result[4] + column);
            high4 = Vector256.Load(result[4] + column + Lanes);
            low5 = Vector256.Load(result[5] + column);
            high5 = Vector256.Load(result[5] + column + Lanes);
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
                Vector256<float> rightLow = Vector256.Load(right);
                Vector256<float> rightHigh = Vector256.Load(right + Lanes);
                Vector256<float> value = Vector256.Create(row0[i]);
                low0 = Vector256.FusedMultiplyAdd(value, rightLow, low0);
                high0 = Vector256.FusedMultiplyAdd(value, rightHigh, high0);
                value = Vector256.Create(row1[i]);
                low1 = Vector256.FusedMultiplyAdd(value, rightLow, low1);
                high1 = Vector256.FusedMultiplyAdd(value, rightHigh, high1);
                value = Vector256.Create(row2[i]);
                low2 = Vector256.FusedMultiplyAdd(value, rightLow, low2);
                high2 = Vector256.FusedMultiplyAdd(value, rightHigh, high2);
                value = Vector256.Create(row3[i]);
                low3 = Vector256.FusedMultiplyAdd(value, rightLow, low3);
                high3 = Vector256.FusedMultiplyAdd(value, rightHigh, high3);
                value = Vector256.Create(row4[i]);
                low4 = Vector256.FusedMultiplyAdd(value, rightLow, low4);
                high4 = Vector256.FusedMultiplyAdd(value, rightHigh, high4);
                value = Vector256.Create(row5[i]);
                low5 = Vector256.FusedMultiplyAdd(value, rightLow, low5);
                high5 = Vector256.FusedMultiplyAdd(value, rightHigh, high5);
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
            Vector256<float> factor = Vector256.Create(slope);
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
    private static Vector256<float> Rectified(Vector256<float> x, Vector256<float> slope) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), x, x * slope);
}
