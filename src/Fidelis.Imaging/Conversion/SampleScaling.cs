using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Conversion;

/// <summary>
/// Scales 16-bit and floating-point values to 8 bits: <c>round(255 (v - low) / (high - low))</c>, halves up, cut off at 0 and 255.
/// Where low equals high, every value becomes 0.
/// </summary>
internal static class SampleScaling
{
    /// <summary>Scales a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="range">Its smallest and its largest value.</param>
    /// <param name="low">The value that becomes 0.</param>
    /// <param name="high">The value that becomes 255.</param>
    /// <returns>The picture of 8 bits. Alpha of 16 bits is scaled by its own full range, floating-point alpha from [0, 1].</returns>
    public static SampleImage ToEightBit(SampleImage image, SampleRange range, double low, double high)
    {
        byte[] samples;
        if (image.Type == SampleType.FloatingPoint)
        {
            ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(image.Samples);
            samples = GC.AllocateUninitializedArray<byte>(values.Length);
            ScaleFloats(values, low, high, samples);
            if (image.HasAlpha)
            {
                for (int i = image.Channels - 1; i < values.Length; i += image.Channels)
                {
                    samples[i] = Scale(values[i], 0, 1);
                }
            }
        }
        else
        {
            ReadOnlySpan<ushort> values = MemoryMarshal.Cast<byte, ushort>(image.Samples);
            samples = GC.AllocateUninitializedArray<byte>(values.Length);
            ScaleIntegers(values, range, low, high, samples);
            if (image.HasAlpha)
            {
                for (int i = image.Channels - 1; i < values.Length; i += image.Channels)
                {
                    samples[i] = Scale(values[i], 0, image.White);
                }
            }
        }

        return image with { Type = SampleType.EightBit, Samples = samples };
    }

    /// <summary>Scales one value: the rule itself.</summary>
    /// <param name="value">The value.</param>
    /// <param name="low">The value that becomes 0.</param>
    /// <param name="high">The value that becomes 255.</param>
    /// <returns>The scaled value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte Scale(double value, double low, double high)
    {
        double scaled = 255 * (value - low) / (high - low);
        return scaled >= 254.5 ? (high > low ? (byte)255 : (byte)0) : scaled >= 0.5 ? (byte)(scaled + 0.5) : (byte)0;
    }

    private static void ScaleFloats(ReadOnlySpan<float> values, double low, double high, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = Scale(values[i], low, high);
        }
    }

    private static void ScaleIntegers(ReadOnlySpan<ushort> values, SampleRange range, double low, double high, Span<byte> destination)
    {
        if (low == 0 && high == ushort.MaxValue)
        {
            ScaleFull(values, destination);
            return;
        }

        // A table of the values that occur pays once there are more pixels than entries. Alpha, which may lie beyond them, is set later.
        (int first, int count) = ((int)range.Low, (int)(range.High - range.Low) + 1);
        if (count > values.Length)
        {
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = Scale(values[i], low, high);
            }

            return;
        }

        byte[] table = new byte[count];
        for (int i = 0; i < table.Length; i++)
        {
            table[i] = Scale(first + i, low, high);
        }

        for (int i = 0; i < destination.Length; i++)
        {
            int entry = values[i] - first;
            destination[i] = (uint)entry < (uint)table.Length ? table[entry] : (byte)0;
        }
    }

    // round(v / 257) = (255 v + 32,895) >> 16 for every v of 16 bits; halves do not occur, as 257 is odd.
    private static void ScaleFull(ReadOnlySpan<ushort> values, Span<byte> destination)
    {
        int i = 0;
        Vector<uint> half = new(32_895);
        for (; i <= values.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<ushort> lower = Full(new Vector<ushort>(values[i..]), half);
            Vector<ushort> upper = Full(new Vector<ushort>(values[(i + Vector<ushort>.Count)..]), half);
            Vector.Narrow(lower, upper).CopyTo(destination[i..]);
        }

        for (; i < values.Length; i++)
        {
            destination[i] = (byte)(((255 * values[i]) + 32_895) >> 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<ushort> Full(Vector<ushort> values, Vector<uint> half)
    {
        Vector.Widen(values, out Vector<uint> lower, out Vector<uint> upper);
        lower = ((lower * 255) + half) >> 16;
        upper = ((upper * 255) + half) >> 16;
        return Vector.Narrow(lower, upper);
    }
}
