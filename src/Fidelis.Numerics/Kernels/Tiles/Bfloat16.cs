using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fidelis.Numerics.Kernels.Tiles;

/// <summary>Rounding of float32 values to bfloat16, which is the upper half of a float32: 8 bits of exponent, 8 of significand.</summary>
/// <remarks>
/// A value x is split into <c>high = bf16(x)</c> and <c>low = bf16(x - high)</c>, rounded to nearest, ties to even. The difference is exact,
/// and both parts together are within 2^-17 of x, relative to the power of two at or below it. What rounds to infinity, from 3.39e38 on, gives products that are no
/// numbers, as infinity does.
/// </remarks>
internal static unsafe class Bfloat16
{
    private const int Lanes = 16;

    /// <summary>The values behind a line that a reader of whole vectors may touch.</summary>
    public const int Slack = 2 * Lanes;

    /// <summary>Rounds values and takes their remainders where they are wanted.</summary>
    /// <param name="source">The values.</param>
    /// <param name="count">The number of values.</param>
    /// <param name="high">Receives the rounded values.</param>
    /// <param name="low">Receives what was rounded off, rounded; or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(float* source, nint count, ushort* high, ushort* low)
    {
        nint last = count - Slack;
        if (last < 0)
        {
            SplitShort(source, count, high, low);
            return;
        }

        // The last two vectors overlap those before them, so that no value is rounded alone.
        for (nint i = 0; i < last; i += Slack)
        {
            SplitPair(source + i, high + i, low == null ? null : low + i);
        }

        SplitPair(source + last, high + last, low == null ? null : low + last);
    }

    /// <summary>Sums the squares of what rounding takes off values, in float64.</summary>
    /// <param name="source">The values.</param>
    /// <param name="count">The number of values.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquaredError(float* source, nint count)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        nint i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector512<float> values = Vector512.Load(source + i);
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(values - Round(values).AsSingle());
            sums += (low * low) + (high * high);
        }

        double sum = Vector512.Sum(sums);
        for (; i < count; i++)
        {
            float error = source[i] - Round(Vector512.Create(source[i])).AsSingle()[0];
            sum += (double)error * error;
        }

        return sum;
    }

    /// <summary>Packs 32 terms of 32 columns, of which some may be zero, as the right factor of a chunk.</summary>
    /// <remarks>
    /// Of filters, what is rounded off a term is added to the next one of its column, so that the errors of a chunk sum to less than one of them. They stay the
    /// same for every image, and the values that they are multiplied with have much in common from term to term: rectified ones are all positive.
    /// </remarks>
    /// <param name="lines">A line of 32 columns for each term.</param>
    /// <param name="chunk">Receives, for each part, two tiles of 16 columns: a row for each pair of terms, with both of a column side by side.</param>
    /// <param name="partCount">Two, high and low, or one.</param>
    /// <param name="carries">Whether errors are passed on; otherwise each value is rounded for itself.</param>
    public static void PackRight(float* lines, byte* chunk, int partCount, bool carries)
    {
        for (int tile = 0; tile < 2; tile++)
        {
            Vector512<float> carry = Vector512<float>.Zero;
            for (int pair = 0; pair < TileKernel.TileSize; pair++)
            {
                float* line = lines + (2 * pair * TileKernel.BlockSize) + (tile * Lanes);
                uint* row = (uint*)(chunk + (tile * TileKernel.TileBytes) + (pair * TileKernel.RowBytes));
                (Vector512<uint> evenHigh, Vector512<uint> evenLow) = SplitCarrying(Vector512.Load(line), partCount, carries, ref carry);
                (Vector512<uint> oddHigh, Vector512<uint> oddLow) = SplitCarrying(Vector512.Load(line + TileKernel.BlockSize), partCount, carries, ref carry);
                ((evenHigh >> 16) | oddHigh).Store(row);
                if (partCount == 2)
                {
                    ((evenLow >> 16) | oddLow).Store(row + (2 * TileKernel.TileBytes / sizeof(uint)));
                }
            }
        }
    }

    /// <summary>Splits values with what was rounded off those before them, and says what is rounded off now and passed on.</summary>
    private static (Vector512<uint> High, Vector512<uint> Low) SplitCarrying(Vector512<float> values, int partCount, bool carries, ref Vector512<float> carry)
    {
        Vector512<float> total = values + carry;
        Vector512<uint> high = Round(total);
        Vector512<float> rest = total - high.AsSingle();
        Vector512<uint> low = partCount == 2 ? Round(rest) : Vector512<uint>.Zero;
        carry = carries ? rest - low.AsSingle() : carry;
        return (high, low);
    }

    private static void SplitShort(float* source, nint count, ushort* high, ushort* low)
    {
        float* values = stackalloc float[Slack];
        ushort* parts = stackalloc ushort[2 * Slack];
        new ReadOnlySpan<float>(source, (int)count).CopyTo(new Span<float>(values, Slack));
        SplitPair(values, parts, parts + Slack);
        new ReadOnlySpan<ushort>(parts, (int)count).CopyTo(new Span<ushort>(high, (int)count));
        if (low != null)
        {
            new ReadOnlySpan<ushort>(parts + Slack, (int)count).CopyTo(new Span<ushort>(low, (int)count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitPair(float* source, ushort* high, ushort* low)
    {
        Vector512<float> first = Vector512.Load(source);
        Vector512<float> second = Vector512.Load(source + Lanes);
        Vector512<uint> firstHigh = Round(first);
        Vector512<uint> secondHigh = Round(second);
        Vector512.Narrow(firstHigh >> 16, secondHigh >> 16).Store(high);
        if (low != null)
        {
            Vector512.Narrow(Round(first - firstHigh.AsSingle()) >> 16, Round(second - secondHigh.AsSingle()) >> 16).Store(low);
        }
    }

    /// <summary>Rounds to bfloat16, to nearest, ties to even; the lower halves are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Round(Vector512<float> values)
    {
        // Half of the last place, or just less where that is even already, carries into the upper half what must be rounded up. What is no
        // number would run over.
        Vector512<uint> bits = values.AsUInt32();
        Vector512<uint> rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) & Vector512.Create(0xFFFF0000u);
        return Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, Vector512.Create(0x7FC00000u));
    }
}
