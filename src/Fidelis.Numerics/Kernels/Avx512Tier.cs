using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Fidelis.Numerics.Kernels.CookToom;
using Fidelis.Numerics.Kernels.Tiles;

namespace Fidelis.Numerics.Kernels;

/// <summary>
/// The tier of AVX-512: tiles of 32 columns, by 8 rows that lie anywhere, which is as many as there are registers for their
/// addresses, or by 12 rows of a transposed factor, which share one address.
/// </summary>
/// <remarks>
/// A term costs 10 loads for 16 products, or 14 for 24: well under the two loads for each two products in a cycle that the processors
/// sustain. 16 independent sums are twice what hides the latency of a product.
/// </remarks>
internal unsafe partial class Avx512Tier : KernelTier
{
    private const int Lanes = 16;

    /// <inheritdoc/>
    public override InstructionSet InstructionSet { get; } = new("avx512", "AVX-512, 512-bit registers, fused products");

    /// <inheritdoc/>
    public override bool IsAvailable => Avx512F.IsSupported;

    /// <inheritdoc/>
    public override int Rows => 8;

    /// <inheritdoc/>
    public override int TransposedRows => 12;

    /// <inheritdoc/>
    public override int Columns => 2 * Lanes;

    /// <inheritdoc/>
    public override TileKernel? RoundedTiles => Tiles ?? DotTileKernel.Instance;

    /// <inheritdoc/>
    public override LineTransform Transform { get; } = new RegisterTransform<Lanes512>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void MultiplyTile(
        TermRuns runs, float** left, float* right, float* start, float slope, float** result, nint column)
    {
        Vector512<float> low0, low1, low2, low3, low4, low5, low6, low7;
        Vector512<float> high0, high1, high2, high3, high4, high5, high6, high7;
        if (start != null)
        {
            low0 = low1 = low2 = low3 = low4 = low5 = low6 = low7 = Vector512.Load(start);
            high0 = high1 = high2 = high3 = high4 = high5 = high6 = high7 = Vector512.Load(start + Lanes);
        }
        else
        {
            low0 = Vector512.Load(result[0] + column);
            high0 = Vector512.Load(result[0] + column + Lanes);
            low1 = Vector512.Load(result[1] + column);
            high1 = Vector512.Load(result[1] + column + Lanes);
            low2 = Vector512.Load(result[2] + column);
            high2 = Vector512.Load(result[2] + column + Lanes);
            low3 = Vector512.Load(result[3] + column);
            high3 = Vector512.Load(result[3] + column + Lanes);
            low4 = Vector512.Load(result[4] + column);
            high4 = Vector512.Load(result[4] + column + Lanes);
            low5 = Vector512.Load(result[5] + column);
            high5 = Vector512.Load(result[5] + column + Lanes);
            low6 = Vector512.Load(result[6] + column);
            high6 = Vector512.Load(result[6] + column + Lanes);
            low7 = Vector512.Load(result[7] + column);
            high7 = Vector512.Load(result[7] + column + Lanes);
        }

        float* row0 = left[0];
        float* row1 = left[1];
        float* row2 = left[2];
        float* row3 = left[3];
        float* row4 = left[4];
        float* row5 = left[5];
        float* row6 = left[6];
        float* row7 = left[7];
        for (int run = 0; run < runs.Count; run++)
        {
            for (nint i = 0; i < runs.Length; i++)
            {
                Vector512<float> rightLow = Vector512.Load(right);
                Vector512<float> rightHigh = Vector512.Load(right + Lanes);
                Vector512<float> value = Vector512.Create(row0[i]);
                low0 = Vector512.FusedMultiplyAdd(value, rightLow, low0);
                high0 = Vector512.FusedMultiplyAdd(value, rightHigh, high0);
                value = Vector512.Create(row1[i]);
                low1 = Vector512.FusedMultiplyAdd(value, rightLow, low1);
                high1 = Vector512.FusedMultiplyAdd(value, rightHigh, high1);
                value = Vector512.Create(row2[i]);
                low2 = Vector512.FusedMultiplyAdd(value, rightLow, low2);
                high2 = Vector512.FusedMultiplyAdd(value, rightHigh, high2);
                value = Vector512.Create(row3[i]);
                low3 = Vector512.FusedMultiplyAdd(value, rightLow, low3);
                high3 = Vector512.FusedMultiplyAdd(value, rightHigh, high3);
                value = Vector512.Create(row4[i]);
                low4 = Vector512.FusedMultiplyAdd(value, rightLow, low4);
                high4 = Vector512.FusedMultiplyAdd(value, rightHigh, high4);
                value = Vector512.Create(row5[i]);
                low5 = Vector512.FusedMultiplyAdd(value, rightLow, low5);
                high5 = Vector512.FusedMultiplyAdd(value, rightHigh, high5);
                value = Vector512.Create(row6[i]);
                low6 = Vector512.FusedMultiplyAdd(value, rightLow, low6);
                high6 = Vector512.FusedMultiplyAdd(value, rightHigh, high6);
                value = Vector512.Create(row7[i]);
                low7 = Vector512.FusedMultiplyAdd(value, rightLow, low7);
                high7 = Vector512.FusedMultiplyAdd(value, rightHigh, high7);
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
        }

        if (slope != 1)
        {
            Vector512<float> factor = Vector512.Create(slope);
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
    }
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rectified(Vector512<float> x, Vector512<float> slope) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), x, x * slope);
}
